using Grpc.Core;
using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Intake.Storage;
using Referrals.Intake.Tests.Building;
using Referrals.Intake.V1;
using Referrals.Platform;
using Referrals.Platform.Credentials;
using Referrals.Testing;
using Referrals.Testing.Canaries;
using Xunit;

namespace Referrals.Intake.Tests.EraseReferral;

public sealed class EraseTests
{
    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task What_is_erased_can_be_read_by_nobody_and_its_facts_status_and_reference_stay(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);
        var id = await intake.SubmittedAsync(Tips.Full("EX-1"));
        var client = intake.Client(IntakeUnderTest.Nca);
        await client.AddInformationAsync(new AddInformationRequest { RequestId = IntakeUnderTest.NewRequestId(), ReferralId = id, Content = new Referral { Narrative = "[withheld]" } });

        var erased = await client.EraseAsync(Erase(id));

        var read = (await client.GetAsync(new GetRequest { ReferralId = id, ReadMask = new() { Paths = { "facts", "status", "content", "supplements", "salts" } } })).Referral;
        Assert.Null(read.Content);
        Assert.Empty(read.Salts);
        Assert.All(read.Supplements, supplement => Assert.Null(supplement.Content));
        Assert.Equal("EX-1", read.Facts.AgencyReference);
        Assert.True(read.Status.Erased);
        Assert.Equal(StatusDetail.Erased, read.Status.History[^1].Detail);
        Assert.Equal(erased.ErasedAt, read.Status.History[^1].At);
        var receipt = await client.GetReceiptAsync(new GetReceiptRequest { AgencyReference = "EX-1" });
        Assert.Equal((id, ""), (receipt.Receipt.ReferralId, receipt.Receipt.ContentSha256));
        Assert.Empty(receipt.Salts);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task It_is_a_record_and_an_event_and_is_done_once(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);
        var id = await intake.SubmittedAsync();
        var client = intake.Client(IntakeUnderTest.Nca);
        var request = Erase(id);

        var answer = await client.EraseAsync(request);

        Assert.Equal(answer, await client.EraseAsync(request));
        var again = await Refused.ByAsync(client.EraseAsync(Erase(id)));
        Assert.Equal((StatusCode.FailedPrecondition, "ERASED"), (again.Code, again.Reason));
        var published = Assert.Single(await intake.PublishedAsync<ReferralErased>());
        Assert.Equal((id, ErasureReason.LegalOrder), (published.ReferralId, published.Reason));
        var record = Assert.Single(await intake.AuditBodiesAsync(), body => body.Contains("\"type\":\"erased\"", StringComparison.Ordinal));
        Assert.Contains("\"justification\":\"LegalOrder\"", record, StringComparison.Ordinal);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Nothing_is_taken_under_its_reference_nor_added_to_it(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);
        var submit = new SubmitRequest { RequestId = "r-1", Referral = Tips.Full("EX-1") };
        var client = intake.Client(IntakeUnderTest.Nca);
        var id = (await client.SubmitAsync(submit)).Receipt.ReferralId;
        var addition = new AddInformationRequest { RequestId = "r-2", ReferralId = id, Content = new Referral { Narrative = "[withheld]" } };
        await client.AddInformationAsync(addition);
        await client.EraseAsync(Erase(id));

        foreach (var call in new Func<Task>[]
        {
            () => client.SubmitAsync(submit).ResponseAsync,
            () => client.SubmitAsync(new SubmitRequest { RequestId = "r-3", Referral = Tips.Full("EX-1") }).ResponseAsync,
            () => client.AddInformationAsync(addition).ResponseAsync,
        })
        {
            var refused = await Refused.ByAsync(call);
            Assert.Equal((StatusCode.FailedPrecondition, "ERASED"), (refused.Code, refused.Reason));
        }
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task An_operator_erases_any_and_another_agency_none(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);
        var (first, second) = (await intake.SubmittedAsync(), await intake.SubmittedAsync());

        var refused = await Refused.ByAsync(intake.Client(IntakeUnderTest.Fbi).EraseAsync(Erase(first)));
        Assert.Equal(StatusCode.NotFound, refused.Code);
        await intake.Client(Callers.Operator).EraseAsync(Erase(first));
        Assert.Equal(StatusCode.NotFound, (await Refused.ByAsync(intake.Client(Callers.Operator).EraseAsync(Erase(Ids.New("ref"))))).Code);

        Assert.True((await intake.StatusAsync(first)).Erased);
        Assert.False((await intake.StatusAsync(second)).Erased);
        var unstated = Erase(second);
        unstated.Reason = ErasureReason.Unspecified;
        Assert.Equal(("reason", "REQUIRED"), Assert.Single((await Refused.ByAsync(intake.Client(Callers.Operator).EraseAsync(unstated))).Fields));
    }

    /// <summary>Whatever of the store's rows somebody kept from before: with the key gone they stay closed.</summary>
    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Rows_kept_from_before_stay_sealed(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);
        var id = await intake.SubmittedAsync(Tips.Full());
        var kept = (await intake.Store.ReadSqlAsync(
            (sql, token) => sql.OwnContent.QueryAsync("select content from contents where referral_id = @p0 and part = '0'", [id], row => row.Bytes(0), token), CancellationToken.None)).Single();
        await intake.Client(Callers.Operator).EraseAsync(Erase(id));

        await intake.Store.ExecuteAsync(
            (work, token) => work.Sql.ExecuteAsync("insert into contents (referral_id, part, content) values (@p0, '0', @p1)", [id, kept], token), CancellationToken.None);

        Assert.Null((await intake.Client(IntakeUnderTest.Nca).GetAsync(new GetRequest { ReferralId = id, ReadMask = new() { Paths = { "content" } } })).Referral.Content);
    }

    [Fact]
    public async Task The_store_never_held_a_word_of_it_and_its_rows_are_gone_from_the_files()
    {
        await using var intake = await IntakeUnderTest.StartAsync(StoreKind.Sqlite);
        var id = await intake.SubmittedAsync(CanaryReferral.Of("EX-1"));
        var client = intake.Client(IntakeUnderTest.Nca);
        await client.AddInformationAsync(new AddInformationRequest { RequestId = IntakeUnderTest.NewRequestId(), ReferralId = id, Content = CanaryReferral.Supplement() });
        var wrapped = (await intake.Store.ReadSqlAsync(
            (sql, token) => sql.OwnContent.QueryAsync("select wrapped from content_keys where subject = @p0", [id], row => row.Bytes(0), token), CancellationToken.None)).Single();
        Assert.Empty(CanarySearch.In(intake.DataDirectory));
        Assert.Contains(Files(intake.DataDirectory), file => Holds(file, wrapped));

        await client.EraseAsync(Erase(id));

        Assert.Empty(CanarySearch.In(intake.DataDirectory));
        Assert.DoesNotContain(Files(intake.DataDirectory), file => Holds(file, wrapped));
    }

    private static IEnumerable<string> Files(string directory) => Directory.EnumerateFiles(Path.Combine(directory, "store"), "*", SearchOption.AllDirectories);

    private static bool Holds(string file, byte[] bytes)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content.AsSpan().IndexOf(bytes) >= 0;
    }

    private static EraseRequest Erase(string referralId) => new() { RequestId = IntakeUnderTest.NewRequestId(), ReferralId = referralId, Reason = ErasureReason.LegalOrder };
}
