-- One row per case and period with one holder; from_on is inclusive, to_on exclusive.
-- The first period is open to the past: what no file shows is not guessed.
with firsts as (
    select case_no, 0 as move_no, organization_code, date '-infinity' as from_on
    from int_case_versions
    where seen_from = date '-infinity'
),

moving as (
    select firsts.* from firsts semi join int_case_moves as moves using (case_no)
    union all
    select case_no, move_no, to_code, effective_on from int_case_moves
)

select
    case_no,
    organization_code,
    from_on,
    coalesce(lead(from_on) over (partition by case_no order by move_no), date 'infinity') as to_on,
from moving
qualify from_on < to_on

union all

select
    firsts.case_no,
    firsts.organization_code,
    firsts.from_on,
    date 'infinity',
from firsts
anti join int_case_moves as moves using (case_no)
