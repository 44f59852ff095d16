using Grpc.Core;
using Referrals.Common.V1;
using Referrals.Matching.ScoreMatch;
using Referrals.Matching.V1;
using Referrals.Platform.Commands;
using Referrals.Testing;

namespace Referrals.Matching.Tests;

public sealed class TrainModelTests
{
    private const int Stored = 240;
    private static readonly string[] Syllables = ["ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "zu", "da"];

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task What_was_trained_is_in_force_in_every_instance_recorded_and_taken_back(StoreKind kind)
    {
        await using var desk = await Desk.StartAsync(kind, kind == StoreKind.Postgres ? 2 : 1);
        await FillAsync(desk);
        var operating = desk.As(Callers.Operator);

        var answer = await operating.TrainModelAsync(new TrainModelRequest { RequestId = "train-1" });

        Assert.Equal($"{MatchModel.Shipped.Version}.t1", answer.Version);
        Assert.Equal(Stored, answer.Referrals);
        Assert.True(answer.CandidatePairs > 0 && answer.ChancePairs > 0);
        Assert.NotEmpty(answer.Levels);
        Assert.Equal(answer, await operating.TrainModelAsync(new TrainModelRequest { RequestId = "train-1" }));
        Assert.Contains(await desk.Matching.AuditBodiesAsync(), body => body.Contains("model_trained") && body.Contains(answer.Version));
        Assert.Equal(answer.Version, await ModelOfNextAsync(desk, 1));

        var used = await operating.UseModelAsync(new UseModelRequest { RequestId = "use-1", Version = MatchModel.Shipped.Version });

        Assert.Equal(answer.Version, used.PreviousVersion);
        Assert.Contains(await desk.Matching.AuditBodiesAsync(), body => body.Contains("model_used"));
        Assert.Equal(MatchModel.Shipped.Version, await ModelOfNextAsync(desk, 2));
        var second = await operating.TrainModelAsync(new TrainModelRequest { RequestId = "train-2", Referrals = 200 });
        Assert.Equal(($"{MatchModel.Shipped.Version}.t2", 200), (second.Version, second.Referrals));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_preview_changes_nothing_and_what_cannot_be_learned_from_is_refused(StoreKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var operating = desk.As(Callers.Operator);
        Assert.Equal("TOO_FEW_REFERRALS", (await RefusedAsync(operating.TrainModelAsync(new TrainModelRequest { RequestId = "train-1" }))).GetDetails()!.Details[0].Unpack<Google.Rpc.ErrorInfo>().Type);
        Assert.Equal(StatusCode.InvalidArgument, (await RefusedAsync(operating.TrainModelAsync(new TrainModelRequest { RequestId = "train-1", Referrals = 7 }))).StatusCode);
        Assert.Equal(StatusCode.NotFound, (await RefusedAsync(operating.UseModelAsync(new UseModelRequest { RequestId = "use-1", Version = "fs-2.t9" }))).StatusCode);
        Assert.Equal(StatusCode.PermissionDenied, (await RefusedAsync(desk.AsReyes.TrainModelAsync(new TrainModelRequest { RequestId = "train-1" }))).StatusCode);
        await FillAsync(desk);
        var records = (await desk.Matching.AuditBodiesAsync()).Count;

        var answer = await operating.TrainModelAsync(new TrainModelRequest { RequestId = "train-1", ValidateOnly = true });

        Assert.NotEmpty(answer.Levels);
        Assert.Equal(records, (await desk.Matching.AuditBodiesAsync()).Count);
        Assert.Equal(MatchModel.Shipped.Version, await ModelOfNextAsync(desk, 1));
    }

    /// <summary>The model by which the next referral is placed.</summary>
    private static async Task<string> ModelOfNextAsync(Desk desk, int number)
    {
        var tip = TipOf(number);
        await desk.DeliverAsync(tip, desk.Instances.Count - 1);
        return (await desk.MatchesOfAsync(tip, MatchDecision.Linked, MatchDecision.New)).Matches[0].Explanation.ModelVersion;
    }

    private static Task FillAsync(Desk desk) => Task.WhenAll(Enumerable.Range(0, Stored).Select(i => desk.DeliverAsync(TipOf(i))));

    /// <summary>Every second tip is of the matter of the one before.</summary>
    private static Tip TipOf(int number)
    {
        var matter = number / 2;
        var person = new Person { Role = PersonRole.Subject, DateOfBirth = $"19{50 + (matter % 50)}-{1 + (matter % 12):00}-{1 + (matter % 28):00}" };
        person.Names.Add(new PersonName { Given = Name(matter % 23), Family = Name(matter + 100) });
        return new Tip($"agency-{number % 3}").Of(person).Email($"ana{matter}@mail.example");
    }

    private static string Name(int number) => string.Concat(Enumerable.Range(0, 3).Select(i => Syllables[((number >> (3 * i)) + (number * i)) % Syllables.Length]));

    private static async Task<RpcException> RefusedAsync<T>(AsyncUnaryCall<T> call) => await Assert.ThrowsAsync<RpcException>(async () => await call);
}
