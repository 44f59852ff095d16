using Referrals.Platform.Storage;

namespace Referrals.Matching.PlaceReferral;

/// <summary>
/// Locks keys until the commit, so that of two referrals with one key the second reads what the first wrote. Each key has one of
/// 2^30 stripes, taken in one order; a batch that needs many takes the whole table instead, since PostgreSQL's memory for
/// locks is small (64 a connection by default). SQLite's transactions already exclude one another.
/// </summary>
public static class StripeLocks
{
    private const int Stripes = 1 << 30;
    private const int MostStripes = 256;

    // Beside the one that Platform's scripts use.
    private const int Class = 7250912;
    private const int WholeTable = -1;

    /// <summary>Takes them with the next statement of the transaction, before it.</summary>
    public static void Take(Sql sql, IEnumerable<long> tokens)
    {
        if (!sql.IsPostgres)
            return;
        var stripes = StripesOf(tokens);
        if (stripes.Length == 0)
            return;
        if (stripes.Length > MostStripes)
        {
            sql.Later("select pg_advisory_xact_lock(@p0, @p1)", [Class, WholeTable], Nothing, _ => { });
            return;
        }

        // Sorted before they are unnested: the order in which a select list is evaluated after a sort is not promised.
        sql.Later(
            """
            with whole as materialized (select pg_advisory_xact_lock_shared(@p0, @p1))
            select pg_advisory_xact_lock(@p0, stripe) from whole, unnest(@p2) as stripe
            """,
            [Class, WholeTable, stripes],
            Nothing,
            _ => { });
    }

    private static bool Nothing(SqlRow row) => true;

    /// <summary>The stripes of keys, each once, in the order in which they are locked.</summary>
    public static int[] StripesOf(IEnumerable<long> tokens) => [.. tokens.Select(token => (int)((ulong)token % Stripes)).Distinct().Order()];
}
