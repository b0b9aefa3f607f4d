-- One row per row with negative days, or with days of cases closed or pending where no case is.
-- Ngày chờ bên ngoài không âm và chỉ có ở nơi có hồ sơ kết thúc hoặc đang xử lý.
-- Days outside are not negative and stand only where cases were closed or are pending.
select days.month, days.organization_code, days.case_type
from marts.agg_external_days_by_month as days
left join marts.agg_case_flow_by_month as flows
    on flows.month = days.month
    and flows.organization_key = days.organization_key
    and flows.case_type = days.case_type
where
    least(
        days.external_workdays_closed,
        days.total_workdays_closed,
        days.external_workdays_pending,
        days.total_workdays_pending
    ) < 0
    or (days.external_workdays_closed + days.total_workdays_closed > 0 and coalesce(flows.closed_count, 0) = 0)
    or (days.external_workdays_pending + days.total_workdays_pending > 0 and coalesce(flows.pending_end_count, 0) = 0)
