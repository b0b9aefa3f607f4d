-- One row per snapshot and organisation of the part that sent nothing for it.
-- Only for the time in which the part counts it, in one basis or both.
select *
from published.meta.not_delivered as missing
where missing.organization_code in (select organization_code from part_codes where is_below_now)
    or exists (
        select 1
        from part_spans as spans
        where spans.organization_code = missing.organization_code
            and date_trunc('month', missing.as_of) >= spans.from_month
            and date_trunc('month', missing.as_of) < spans.to_month
    )
