-- One row: the largest count of pending cases that a cell of each heatmap has held in any month of the version.
-- $basis: as_reported or current. Whatever is filtered or shown, the colour steps come from here.
select
    (
        select max(pending_count)
        from (
            select sum(pending_count) as pending_count
            from marts.agg_backlog_by_type
            where basis = $basis
            group by month, organization_type, age_band
        )
    ) as type_by_age,
    (
        select max(pending_count)
        from (
            select sum(pending_count) as pending_count
            from marts.agg_backlog_by_type
            where basis = $basis
            group by month, case_type, stage
        )
    ) as case_by_stage,
    (
        select max(pending_count)
        from (
            select sum(pending_end_count) as pending_count
            from marts.agg_case_flow_by_month
            group by month, if($basis = 'current', current_organization_code, organization_code)
        )
    ) as organization_by_month
