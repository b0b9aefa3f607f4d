-- One row per published figure, against what the snapshot of its month gives (null: no such snapshot or no rule).
-- Figures that cannot be computed come last.
select
    figure,
    figure_vi,
    strftime(as_of, '%Y-%m-%d') as as_of,
    published_value,
    computed_value,
    agrees,
    note
from meta.reconciliation
order by computed_value is null, agrees, meta.reconciliation.as_of, figure
