using Microsoft.Extensions.Options;
using Referrals.Matching.MakeKeys;
using Referrals.Matching.ReadFeatures;
using Referrals.Matching.ScoreMatch;
using Referrals.Matching.SealFeatures;
using Referrals.Matching.Storage;
using Referrals.Matching.V1;
using Referrals.Platform.Auditing;
using Referrals.Platform.Commands;
using Referrals.Platform.Credentials;
using Referrals.Platform.Storage;

namespace Referrals.Matching.TrainModel;

/// <summary>Trains a model from the newest referrals of the store and puts it in force, or one of before.</summary>
public sealed class TrainModelHandler(Store<MatchingDbContext> store, MatchingSecret secret, ModelsInForce models, IOptions<MatchingOptions> options)
{
    /// <summary>The stream of the records about models.</summary>
    public const string Stream = "matching/models";

    private const int Usual = 10_000;
    private const int Fewest = 200;
    private const int Most = 50_000;

    /// <summary>What the store teaches. Takes seconds and is done before the transaction; the new model has no number of its own yet.</summary>
    public async Task<Training> LearnAsync(TrainModelRequest request, CancellationToken cancellationToken)
    {
        if (request.Referrals is not 0 and (< Fewest or > Most))
            throw new RefusedException(Refusal.Invalid("referrals", $"must be {Fewest} to {Most}, or 0", "OUT_OF_RANGE"));
        var referrals = await NewestAsync(request.Referrals == 0 ? Usual : request.Referrals, cancellationToken);
        if (referrals.Count < Fewest)
            throw new RefusedException(Refusal.FailedPrecondition("TOO_FEW_REFERRALS", $"there are fewer than {Fewest} referrals to learn from"));
        return await Task.Run(
            () =>
            {
                // From the shipped model, not from the one in force: training twice is training once.
                var weights = new Weights(MatchModel.Shipped, Corpus.Empty with { Size = referrals.Count });
                var candidates = TrainingPairs.Candidates(referrals, weights, secret.Value, options.Value.KeysPerReferral);
                var chance = TrainingPairs.ByChance(referrals, weights);
                var (model, share) = ModelTrainer.Train(MatchModel.Shipped, candidates, chance, MatchModel.Shipped.Version);
                return new Training(model, referrals.Count, candidates.Count, chance.Count, share);
            },
            cancellationToken);
    }

    /// <summary>Stores what was learned and puts it in force.</summary>
    public static async Task<Result<TrainModelResponse>> StoreAsync(Work<MatchingDbContext> work, Principal caller, Training training, CancellationToken cancellationToken)
    {
        // Two trainings at once wait for one another at the row.
        await work.Sql.ExecuteAsync(
            "insert into terms (token, referrals) values (@p0, 0) on conflict (token) do update set referrals = terms.referrals", [ModelsInForce.ModelToken], cancellationToken);
        var number = 1 + (int)await work.Sql.ScalarAsync<long>("select coalesce(max(number), 0) from models", [], cancellationToken);
        var model = training.Model with { Version = $"{MatchModel.Shipped.Version}.t{number}" };
        await work.Sql.ExecuteAsync("insert into models (number, version, trained_at, model) values (@p0, @p1, @p2, @p3)", [number, model.Version, work.Now, model.Write()], cancellationToken);
        await ModelsInForce.UseAsync(work.Sql, number, cancellationToken);
        var answer = training.Answer(model);
        work.Record(Stream, new AuditEntry
        {
            Type = AuditTypes.ModelTrained,
            Actor = caller,
            Rule = model.Version,
            Details = new Dictionary<string, string>
            {
                ["referrals"] = Count(training.Referrals),
                ["candidatePairs"] = Count(training.CandidatePairs),
                ["chancePairs"] = Count(training.ChancePairs),
                ["levels"] = Count(answer.Levels.Count),
            },
        });
        return answer;
    }

    /// <summary>Puts a model of before in force.</summary>
    public async Task<Result<UseModelResponse>> UseAsync(Work<MatchingDbContext> work, Principal caller, UseModelRequest request, CancellationToken cancellationToken)
    {
        if (request.Version.Length is 0 or > 64)
            return Refusal.Invalid("version", "is required, at most 64 characters", "REQUIRED");
        var number = request.Version == MatchModel.Shipped.Version
            ? 0
            : (int)(await work.Sql.ScalarAsync<long?>("select number from models where version = @p0", [request.Version], cancellationToken) ?? -1);
        if (number < 0)
            return Refusal.NotFound("model");
        var before = await models.OfAsync(await ModelsInForce.NumberAsync(work.Sql, cancellationToken), work.Sql, cancellationToken);
        await ModelsInForce.UseAsync(work.Sql, number, cancellationToken);
        work.Record(Stream, new AuditEntry { Type = AuditTypes.ModelUsed, Actor = caller, Rule = request.Version, Details = new Dictionary<string, string> { ["before"] = before.Version } });
        return new UseModelResponse { Version = request.Version, PreviousVersion = before.Version };
    }

    private async Task<List<ReferralFeatures>> NewestAsync(int count, CancellationToken cancellationToken)
    {
        var boxes = await store.ReadSqlAsync(
            (sql, token) => sql.QueryAsync(
                "select referral_id, sealed from features where supplement = 0 order by referral_id desc limit @p0", [count], row => (Id: row.Text(0), Box: row.Bytes(1)), token),
            cancellationToken);
        return boxes.ConvertAll(row => FeatureSeal.Open(row.Box, row.Id, secret.Value));
    }

    private static string Count(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
