-- One row per stage.
-- No case that is closed or vanished.
-- vi: Hồ sơ đang chờ ở giai đoạn nào? | Số hồ sơ đang giải quyết và quá hạn theo giai đoạn, tuổi giữa.
-- en: Where do files wait? | Pending and overdue cases by stage, with their median age.
select
    coalesce(s.label_vi, c.stage) as stage,
    count(*) as pending_count,
    count(*) filter (where c.is_overdue) as overdue_count,
    median(c.age_workdays) as median_age_workdays
from marts.fct_cases as c
left join meta.codes as s on s.code_list = 'stage' and s.code = c.stage
where c.is_pending
group by all
order by pending_count desc, stage
