using Referrals.Triage.V1;

namespace Referrals.Triage;

/// <summary>
/// The orders of the queue. Each has an index over (desk, its values, name); the first comparison after a key is the one
/// that the index can start from.
/// </summary>
internal static class QueueSort
{
    public static IQueryable<CountryCaseRow> Sort(IQueryable<CountryCaseRow> rows, QueueOrder order) => order switch
    {
        QueueOrder.Priority => rows.OrderBy(r => r.Priority).ThenBy(r => r.DueAt).ThenBy(r => r.OpenedAt).ThenBy(r => r.Name),
        QueueOrder.Opened => rows.OrderBy(r => r.OpenedAt).ThenBy(r => r.Name),
        QueueOrder.OpenedDesc => rows.OrderByDescending(r => r.OpenedAt).ThenByDescending(r => r.Name),
        QueueOrder.CompletenessDesc => rows.OrderByDescending(r => r.Completeness).ThenByDescending(r => r.Name),
        QueueOrder.ReportsDesc => rows.OrderByDescending(r => r.ReportCount).ThenByDescending(r => r.Name),
        QueueOrder.DueDesc => rows.OrderByDescending(r => r.DueAt).ThenByDescending(r => r.Name),
        _ => rows.OrderBy(r => r.DueAt).ThenBy(r => r.Name),
    };

    /// <summary>What comes after a key.</summary>
    public static IQueryable<CountryCaseRow> After(IQueryable<CountryCaseRow> rows, QueueKey? key)
    {
        if (key is not { Name: var name, DueAt: var due, OpenedAt: var opened, Priority: var priority })
            return rows;
        return key.Order switch
        {
            QueueOrder.Priority => rows.Where(r => r.Priority >= priority && (r.Priority > priority || r.DueAt > due
                || (r.DueAt == due && (r.OpenedAt > opened || (r.OpenedAt == opened && string.Compare(r.Name, name) > 0))))),
            QueueOrder.Opened => rows.Where(r => r.OpenedAt >= opened && (r.OpenedAt > opened || string.Compare(r.Name, name) > 0)),
            QueueOrder.OpenedDesc => rows.Where(r => r.OpenedAt <= opened && (r.OpenedAt < opened || string.Compare(r.Name, name) < 0)),
            QueueOrder.CompletenessDesc => rows.Where(r => r.Completeness <= key.Completeness && (r.Completeness < key.Completeness || string.Compare(r.Name, name) < 0)),
            QueueOrder.ReportsDesc => rows.Where(r => r.ReportCount <= key.ReportCount && (r.ReportCount < key.ReportCount || string.Compare(r.Name, name) < 0)),
            QueueOrder.DueDesc => rows.Where(r => r.DueAt <= due && (r.DueAt < due || string.Compare(r.Name, name) < 0)),
            _ => rows.Where(r => r.DueAt >= due && (r.DueAt > due || string.Compare(r.Name, name) > 0)),
        };
    }

    /// <summary>The same order for what was read desk by desk.</summary>
    public static IEnumerable<CountryCaseRow> Merge(IEnumerable<CountryCaseRow> rows, QueueOrder order) => order switch
    {
        QueueOrder.Priority => rows.OrderBy(r => r.Priority).ThenBy(r => r.DueAt).ThenBy(r => r.OpenedAt).ThenBy(r => r.Name, StringComparer.Ordinal),
        QueueOrder.Opened => rows.OrderBy(r => r.OpenedAt).ThenBy(r => r.Name, StringComparer.Ordinal),
        QueueOrder.OpenedDesc => rows.OrderByDescending(r => r.OpenedAt).ThenByDescending(r => r.Name, StringComparer.Ordinal),
        QueueOrder.CompletenessDesc => rows.OrderByDescending(r => r.Completeness).ThenByDescending(r => r.Name, StringComparer.Ordinal),
        QueueOrder.ReportsDesc => rows.OrderByDescending(r => r.ReportCount).ThenByDescending(r => r.Name, StringComparer.Ordinal),
        QueueOrder.DueDesc => rows.OrderByDescending(r => r.DueAt).ThenByDescending(r => r.Name, StringComparer.Ordinal),
        _ => rows.OrderBy(r => r.DueAt).ThenBy(r => r.Name, StringComparer.Ordinal),
    };
}
