using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Matching.PlaceReferral;
using Referrals.Matching.V1;
using Referrals.Platform.Commands;
using Referrals.Platform.Outbox;
using Referrals.Platform.Storage;
using Referrals.Testing;

namespace Referrals.Matching.Tests;

/// <summary>What happens to a referral while an officer moves it. A row or key that a test holds makes each wait where it would be too late.</summary>
public sealed class RaceTests
{
    private static readonly Tip Moved = new Tip("uk-nca").Account("a1-000042");

    [Theory, InlineData(ReferralChange.Supplemented), InlineData(ReferralChange.Answered), InlineData(ReferralChange.Withdrawn), InlineData(ReferralChange.ConsentRefused), InlineData(ReferralChange.Erased)]
    public async Task What_is_told_of_a_referral_while_it_is_moved_is_told_to_the_case_that_it_comes_into(ReferralChange change)
    {
        await using var desk = await Desk.StartAsync(StoreKind.Postgres);
        var (_, into, _) = await ThreeCasesAsync(desk);
        Task moving = Task.CompletedTask, telling = Task.CompletedTask;

        await HoldAsync(desk, (work, token) => LockAsync(work, "referrals", Moved.Id, token), async () =>
        {
            moving = ConfirmAsync(desk, into);
            await WaitingAsync(desk, 1);
            telling = TellAsync(desk, change);
            await WaitingAsync(desk, 2);
        });
        await Task.WhenAll(moving, telling);

        Assert.Equal((into, change), Assert.Single((await desk.Matching.PublishedAsync<ReferralUpdated>()).Select(update => (update.CaseId, update.Change))));
        Assert.Equal($"cases/{into}", (await desk.Matching.PublishedAsync())[^1].Stream);
        Assert.Equal(0, await CountAsync(desk, "features f join referrals r on r.id = f.referral_id where f.case_id <> r.case_id"));
        if (change is ReferralChange.Supplemented or ReferralChange.Answered)
            Assert.Equal(into, (await desk.ReceiveAsync(new Tip("nz-dia").Email("ana@mail.example"))).CaseId);
    }

    [Fact]
    public async Task Of_two_officers_who_move_a_referral_at_once_the_second_is_told_to_look_again()
    {
        await using var desk = await Desk.StartAsync(StoreKind.Postgres);
        var (from, one, other) = await ThreeCasesAsync(desk);
        Task<string>[] answers = [];

        await HoldAsync(desk, (work, token) => LockAsync(work, "cases", from, token), async () =>
        {
            answers = [ConfirmAsync(desk, one), ConfirmAsync(desk, other)];
            await WaitingAsync(desk, 2);
        });

        Assert.Equal(["", "VERSION_CHANGED"], (await Task.WhenAll(answers)).Order());
        Assert.Equal(0, await CountAsync(desk, "cases c where referral_count <> (select count(*) from referrals r where r.case_id = c.id)"));
        Assert.Equal(1, await CountAsync(desk, "moves"));
    }

    [Fact]
    public async Task What_arrives_while_a_referral_is_moved_waits_and_is_not_in_its_way()
    {
        await using var desk = await Desk.StartAsync(StoreKind.Postgres);
        var (from, into, _) = await ThreeCasesAsync(desk);
        var tip = new Tip("nz-dia").Account("a1-000042");
        Task arriving = Task.CompletedTask, moving = Task.CompletedTask;

        await HoldAsync(desk, LockKeysAsync, async () =>
        {
            arriving = desk.DeliverAsync(tip);
            await WaitingAsync(desk, 1);
            moving = ConfirmAsync(desk, into);
            await WaitingAsync(desk, 2);
        });
        await Task.WhenAll(arriving, moving);

        Assert.Equal(0, await desk.Matching.Store.ReadSqlAsync((sql, token) => sql.ScalarAsync<long>("select deadlocks from pg_stat_database where datname = current_database()", [], token), CancellationToken.None));
        Assert.Equal(from, (await desk.Matching.PublishedAsync<ReferralMatched>()).Single(matched => matched.Referral.ReferralId == tip.Id).CaseId);
    }

    /// <summary>The case that the referral is in with another, and two that it may be moved to.</summary>
    private static async Task<(string From, string Into, string Other)> ThreeCasesAsync(Desk desk)
    {
        var from = await desk.ReceiveAsync(Moved);
        await desk.ReceiveAsync(new Tip("us-ice").Account("a1-000042"));
        return (from.CaseId, (await desk.ReceiveAsync(new Tip("us-fbi").Account("b7-000007"))).CaseId, (await desk.ReceiveAsync(new Tip("us-fbi").Account("c3-000003"))).CaseId);
    }

    /// <summary>Moves the referral; the reason of the refusal, or nothing.</summary>
    private static async Task<string> ConfirmAsync(Desk desk, string into)
    {
        try
        {
            await desk.AsReyes.ConfirmLinkAsync(new ConfirmLinkRequest { RequestId = $"c-{into}", ReferralId = Moved.Id, CaseId = into, Reason = LinkReason.SamePerson });
            return "";
        }
        catch (RpcException exception)
        {
            return exception.GetDetails()!.Details[0].Unpack<Google.Rpc.ErrorInfo>().Type;
        }
    }

    private static Task<EventPosition> TellAsync(Desk desk, ReferralChange change)
    {
        desk.Intake.Put(Moved.Id, 1, new Tip("uk-nca").Email("ana@mail.example").Content);
        return desk.Matching.DeliverAsync($"referrals/{Moved.Id}", change switch
        {
            ReferralChange.Supplemented => new InformationAdded { Referral = Moved.Metadata, Supplement = 1 },
            ReferralChange.Answered => new InformationRequestAnswered { Referral = Moved.Metadata, InformationRequestId = "irq-1", Supplement = 1 },
            ReferralChange.Withdrawn => new ReferralWithdrawn { Referral = Moved.Metadata, Reason = WithdrawalReason.SentInError },
            ReferralChange.ConsentRefused => new ConsentRefused { Referral = Moved.Metadata },
            _ => new ReferralErased { ReferralId = Moved.Id, Reason = ErasureReason.SenderRequest },
        });
    }

    private static Task HoldAsync(Desk desk, Func<Work<Storage.MatchingDbContext>, CancellationToken, Task> hold, Func<Task> meanwhile) => desk.Matching.Store.ExecuteAsync(
        async (work, token) =>
        {
            await hold(work, token);
            await meanwhile();
        },
        CancellationToken.None);

    private static Task<string?> LockAsync(Work<Storage.MatchingDbContext> work, string table, string id, CancellationToken cancellationToken) =>
        work.Sql.ScalarAsync<string>($"select id from {table} where id = @p0 for update", [id], cancellationToken);

    private static async Task LockKeysAsync(Work<Storage.MatchingDbContext> work, CancellationToken cancellationToken)
    {
        var keys = await work.Sql.QueryAsync("select unnest(brought) from features where referral_id = @p0", [Moved.Id], row => row.Number(0), cancellationToken);
        StripeLocks.Take(work.Sql, keys);
        await work.Sql.FlushAsync(cancellationToken);
    }

    /// <summary>Until so many wait for a lock.</summary>
    private static Task WaitingAsync(Desk desk, int count) =>
        Eventually.Async(async () => await CountAsync(desk, "pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'") == count, because: $"{count} wait");

    private static Task<long> CountAsync(Desk desk, string of) =>
        desk.Matching.Store.ReadSqlAsync((sql, token) => sql.ScalarAsync<long>($"select count(*) from {of}", [], token), CancellationToken.None);
}
