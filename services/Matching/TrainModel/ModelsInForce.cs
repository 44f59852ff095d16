using System.Collections.Concurrent;
using Referrals.Matching.ScoreMatch;
using Referrals.Platform.Storage;

namespace Referrals.Matching.TrainModel;

/// <summary>
/// The models of a store by their number: 0 is the shipped one. Which is in force is read in each transaction, with the counts that it
/// reads anyway, so that all processes change together; what a number stands for never changes and is kept.
/// </summary>
public sealed class ModelsInForce
{
    private readonly ConcurrentDictionary<int, MatchModel> known = new() { [0] = MatchModel.Shipped };

    /// <summary>The model of a number.</summary>
    public async Task<MatchModel> OfAsync(int number, Sql sql, CancellationToken cancellationToken)
    {
        if (known.TryGetValue(number, out var model))
            return model;
        var text = await sql.ScalarAsync<string>("select model from models where number = @p0", [number], cancellationToken);
        return known[number] = MatchModel.Read(text ?? throw new InvalidOperationException("the model in force is not stored"));
    }

    /// <summary>The number of the model in force.</summary>
    public static async Task<int> NumberAsync(Sql sql, CancellationToken cancellationToken) =>
        (int)await sql.ScalarAsync<long>("select referrals from terms where token = @p0", [ModelToken], cancellationToken);

    /// <summary>Puts a model in force.</summary>
    public static Task UseAsync(Sql sql, int number, CancellationToken cancellationToken) => sql.ExecuteAsync(
        "insert into terms (token, referrals) values (@p0, @p1) on conflict (token) do update set referrals = excluded.referrals", [ModelToken, number], cancellationToken);

    /// <summary>Of the row of <c>terms</c> that holds the number of the model in force.</summary>
    public const long ModelToken = 1;
}
