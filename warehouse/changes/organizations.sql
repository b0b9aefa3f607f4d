-- One row per compared month with the organisations of world.organizations that exist at its end.
-- Months before the first snapshot have none.
select months.month, 'organizations.organization_count' as measure, count(*) as value
from changes.months as months
inner join world.organizations as organizations
    on months.period_end between organizations.exists_from and organizations.exists_until
where months.period_end >= (select min(as_of) from world.snapshots)
group by months.month
