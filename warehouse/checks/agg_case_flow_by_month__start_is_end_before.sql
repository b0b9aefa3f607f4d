-- One row per month, organisation and case type whose start is not the end of the month before.
-- Đầu kỳ bằng cuối kỳ trước.
-- The start of a month is the end of the month before.
select flow.month, flow.organization_code, flow.case_type
from marts.agg_case_flow_by_month as flow
left join marts.agg_case_flow_by_month as before
    on before.month = cast(flow.month - interval 1 month as date)
    and before.organization_code = flow.organization_code
    and before.case_type = flow.case_type
where flow.pending_start_count <> coalesce(before.pending_end_count, 0)
