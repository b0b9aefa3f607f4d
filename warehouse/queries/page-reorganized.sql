-- One row per day and kind of reorganisation inside the window, with how many organisations it ended or changed.
-- Renamings are left out; one organisation split into several counts once.
select
    event,
    strftime(event_on, '%Y-%m-%d') as event_on,
    count(distinct from_code) as organization_count
from meta.successions
where event <> 'renamed'
    and event_on between $from::date and $until::date
group by event, event_on
order by organization_count desc, event_on, event
