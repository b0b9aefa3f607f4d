-- One row per snapshot and organisation ever accepted, with the attributes that hold at that snapshot.
-- Those of the last snapshot up to it that has the organisation, else of the first that does.
select
    snapshots.as_of,
    organizations.organization_code,
    organizations.organization_key,
    organizations.organization_level,
    organizations.organization_type,
    organizations.parent_code,
from int_snapshots as snapshots
cross join marts.dim_organization as organizations
qualify row_number() over (
    partition by snapshots.as_of, organizations.organization_code
    order by
        organizations.valid_from <= snapshots.as_of desc,
        case when organizations.valid_from <= snapshots.as_of then organizations.valid_from - date '1930-01-01' else date '1930-01-01' - organizations.valid_from end desc
) = 1
