using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Referrals.Intake.Content;
using Referrals.Intake.Tests.Building;
using Referrals.Intake.V1;
using Referrals.Testing;
using Referrals.Testing.Canaries;
using Referrals.TransparencyLog.Verify;
using Xunit;

namespace Referrals.Intake.Tests.Content;

public sealed class CommitmentTests
{
    public static TheoryData<string> Submissions => [.. new[] { Tips.Small("EX-1"), Tips.Full("EX-1"), CanaryReferral.Of("EX-1"), Odd() }.Select(referral => JsonFormatter.Default.Format(referral))];

    /// <summary>The verifier works on JSON and knows no protobuf: both must come to the same bytes.</summary>
    [Theory, MemberData(nameof(Submissions))]
    public void What_is_committed_to_is_what_a_verifier_makes_of_the_JSON_form(string json)
    {
        var committed = CommittedFields.Of(Referral.Parser.ParseJson(json)).ToDictionary(field => field.Field, field => Encoding.UTF8.GetString(field.Value));

        using var document = JsonDocument.Parse(json);
        Assert.Equal(
            document.RootElement.EnumerateObject().ToDictionary(member => member.Name, member => Encoding.UTF8.GetString(CommittedValue.Bytes(member.Value))), committed);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Sender_and_log_agree_on_each_field_of_a_submission_and_of_a_supplement(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);
        var client = intake.Client(IntakeUnderTest.Nca);
        var (submission, supplement) = (Tips.Full("EX-1"), new Referral { Narrative = "[withheld] too", ChildAtImmediateRisk = false });
        var id = await intake.SubmittedAsync(submission);
        await client.AddInformationAsync(new AddInformationRequest { RequestId = IntakeUnderTest.NewRequestId(), ReferralId = id, Content = supplement });

        var receipt = (await client.GetReceiptAsync(new GetReceiptRequest { ReferralId = id })).Salts;
        var all = (await client.GetAsync(new GetRequest { ReferralId = id, ReadMask = new() { Paths = { "salts", "supplements" } } })).Referral.Salts;

        var bodies = await intake.AuditBodiesAsync();
        Assert.Equal(receipt, all.Where(salt => salt.Supplement == 0));
        Assert.Equal(CommitmentsOf(bodies.Single(body => body.Contains("\"received\"", StringComparison.Ordinal))), Recomputed(submission, receipt));
        Assert.Equal(CommitmentsOf(bodies.Single(body => body.Contains("\"supplemented\"", StringComparison.Ordinal))), Recomputed(supplement, all.Where(salt => salt.Supplement == 1)));
    }

    [Fact]
    public async Task The_same_content_is_committed_to_differently_each_time()
    {
        await using var intake = await IntakeUnderTest.StartAsync(StoreKind.Sqlite);
        await intake.SubmittedAsync(Tips.Full("EX-1"));
        await intake.SubmittedAsync(Tips.Full("EX-2"));

        var all = (await intake.AuditBodiesAsync()).SelectMany(CommitmentsOf).Select(commitment => commitment.Value).ToList();

        Assert.Equal(2 * 12, all.Count);
        Assert.Equal(all.Count, all.Distinct().Count());
    }

    private static Referral Odd()
    {
        var referral = Tips.Full("EX-\"1\"");
        referral.Narrative = "tab\tline\nquote\" back\\ ünïcode \u2028 \U0001F600";
        referral.Persons[0].Names[0].Full = "Ána \"É\"";
        referral.Identifiers[0].At = new Timestamp { Seconds = 1_465_000_000, Nanos = 120_000_000 };
        referral.OccurredAt = new Timestamp { Seconds = 1_465_000_000, Nanos = 1_000 };
        return referral;
    }

    private static SortedDictionary<string, string> CommitmentsOf(string body)
    {
        using var document = JsonDocument.Parse(body);
        return new(document.RootElement.GetProperty("commitments").EnumerateObject().ToDictionary(member => member.Name, member => member.Value.GetString()!), StringComparer.Ordinal);
    }

    private static SortedDictionary<string, string> Recomputed(Referral content, IEnumerable<CommitmentSalt> salts)
    {
        using var document = JsonDocument.Parse(JsonFormatter.Default.Format(content));
        return new(
            salts.ToDictionary(
                salt => salt.Field,
                salt => Convert.ToHexStringLower(HMACSHA256.HashData(salt.Salt.ToByteArray(), CommittedValue.Bytes(document.RootElement.GetProperty(salt.Field))))),
            StringComparer.Ordinal);
    }
}
