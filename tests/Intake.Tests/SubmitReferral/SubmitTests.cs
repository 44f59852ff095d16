using Grpc.Core;
using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Intake.Tests.Building;
using Referrals.Intake.V1;
using Referrals.Platform;
using Referrals.Testing;
using Xunit;

namespace Referrals.Intake.Tests.SubmitReferral;

public sealed class SubmitTests
{
    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_submission_is_stored_announced_recorded_and_receipted(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);

        var response = await intake.SubmitAsync(Tips.Full("EX-1"));

        Assert.True(Ids.IsValid("ref", response.Receipt.ReferralId));
        Assert.Equal("EX-1", response.Receipt.AgencyReference);
        Assert.Matches("^[0-9a-f]{64}$", response.Receipt.ContentSha256);
        Assert.False(response.DuplicateOfEarlier);
        Assert.Equal(ReferralState.Received, response.Status.State);
        Assert.Equal("PH", Assert.Single(response.Status.Countries).Country);
        var published = Assert.Single(await intake.PublishedAsync());
        Assert.Equal($"referrals/{response.Receipt.ReferralId}", published.Stream);
        var referral = Assert.IsType<ReferralReceived>(published.Event).Referral;
        Assert.Equal(("uk-nca", "EX-1", Tlp.Amber, true), (referral.AgencyId, referral.AgencyReference, referral.Tlp, referral.ChildAtImmediateRisk));
        Assert.Equal([IdentifierType.Account, IdentifierType.Phone, IdentifierType.Ip, IdentifierType.FileHash], referral.IdentifierTypes);
        Assert.Equal((1, 1, 4012, 100), (referral.SubjectCount, referral.ChildCount, referral.EvidenceItems, referral.Completeness));
        Assert.Equal([Gender.Male], referral.ChildGenders);
        var body = Assert.Single(await intake.AuditBodiesAsync());
        Assert.Contains("\"type\":\"received\"", body, StringComparison.Ordinal);
        Assert.Contains("\"handling\":\"AMBER+H2\"", body, StringComparison.Ordinal);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task The_same_submission_again_gets_the_same_receipt_and_stores_nothing(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);
        var first = await intake.SubmitAsync(Tips.Full("EX-1"));

        var again = await intake.SubmitAsync(Tips.Full("EX-1"));

        Assert.Equal(first.Receipt, again.Receipt);
        Assert.True(again.DuplicateOfEarlier);
        Assert.Equal(1, await intake.CountAsync("referrals"));
        Assert.Equal(1, await intake.CountAsync("contents"));
        Assert.Single(await intake.PublishedAsync());
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task The_same_request_id_gets_the_stored_answer(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);
        var first = await intake.SubmitAsync(Tips.Small("EX-1"), requestId: "r-1");

        Assert.Equal(first, await intake.SubmitAsync(Tips.Small("EX-1"), requestId: "r-1"));
        Assert.Single(await intake.PublishedAsync());
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_request_id_used_for_another_submission_is_refused_and_nothing_stored(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);
        await intake.SubmitAsync(Tips.Small("EX-1"), requestId: "r-1");

        var refused = await Refused.ByAsync(() => intake.SubmitAsync(Tips.Small("EX-2"), requestId: "r-1"));

        Assert.Equal(StatusCode.InvalidArgument, refused.Code);
        Assert.Equal([("requestId", "REQUEST_ID_REUSED")], refused.Fields);
        Assert.Equal(1, await intake.CountAsync("referrals"));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task The_same_reference_with_other_content_is_refused_by_the_fields_that_differ_and_no_value(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);
        var earlier = await intake.SubmitAsync(Tips.Full("EX-1"));
        var other = Tips.Full("EX-1");
        other.Narrative = "[withheld] and more that is secret";
        other.Identifiers[1].Value = "+63 900 000 0099";
        other.Persons.RemoveAt(1);

        var refused = await Refused.ByAsync(() => intake.SubmitAsync(other));

        Assert.Equal((StatusCode.AlreadyExists, "REFERENCE_REUSED"), (refused.Code, refused.Reason));
        Assert.Equal(["referral.narrative", "referral.persons", "referral.identifiers[1].value"], refused.Fields.Select(field => field.Field));
        Assert.Contains("AddInformation", refused.Exception.Status.Detail, StringComparison.Ordinal);
        Assert.Equal(earlier.Receipt.ReferralId, refused.Metadata["referral"]);
        Assert.DoesNotContain("secret", refused.Exception.ToString() + refused.Exception.GetText(), StringComparison.Ordinal);
        Assert.DoesNotContain("0099", refused.Exception.GetText(), StringComparison.Ordinal);
        Assert.Equal(1, await intake.CountAsync("requests"));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_reference_is_the_senders_own(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);
        var nca = await intake.SubmittedAsync(Tips.Small("EX-1"), IntakeUnderTest.Nca);
        var fbi = await intake.SubmittedAsync(Tips.Small("EX-1"), IntakeUnderTest.Fbi);

        Assert.NotEqual(nca, fbi);
        Assert.Equal(2, await intake.CountAsync("referrals"));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task The_same_content_under_another_reference_is_a_referral_of_its_own(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);

        Assert.NotEqual(await intake.SubmittedAsync(Tips.Small("EX-1")), await intake.SubmittedAsync(Tips.Small("EX-2")));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Of_many_identical_submissions_at_once_one_referral_comes(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);

        var responses = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => intake.SubmitAsync(Tips.Full("EX-1"))));

        Assert.Single(responses.Select(response => response.Receipt).Distinct());
        Assert.Equal(39, responses.Count(response => response.DuplicateOfEarlier));
        Assert.Equal(1, await intake.CountAsync("referrals"));
        Assert.Single(await intake.PublishedAsync());
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Of_different_submissions_under_one_reference_at_once_one_is_taken_and_the_others_told_why(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(async number =>
        {
            var referral = Tips.Small("EX-1");
            referral.Identifiers[0].Value = $"a1-{number}";
            try
            {
                return (await intake.SubmitAsync(referral)).Receipt.ReferralId;
            }
            catch (RpcException exception) when (exception.StatusCode == StatusCode.AlreadyExists)
            {
                return null;
            }
        }));

        Assert.Single(results, id => id is not null);
        Assert.Equal(1, await intake.CountAsync("contents"));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Every_broken_rule_is_told_at_once_and_nothing_is_stored(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);
        var referral = Tips.Full();
        referral.AgencyReference = "";
        referral.Countries.Add("XX");
        referral.Narrative = "data:image/png;base64,AAAA";
        referral.Handling = null;

        var refused = await Refused.ByAsync(() => intake.SubmitAsync(referral));

        Assert.Equal(StatusCode.InvalidArgument, refused.Code);
        Assert.Equivalent(
            new[] { ("referral.agencyReference", "REQUIRED"), ("referral.countries[1]", "UNKNOWN_VALUE"), ("referral.narrative", "MEDIA_REFUSED"), ("referral.handling", "REQUIRED") },
            refused.Fields,
            strict: true);
        Assert.DoesNotContain("AAAA", refused.Exception.GetText(), StringComparison.Ordinal);
        Assert.Equal(0, await intake.CountAsync("referrals"));
        Assert.Equal(0, await intake.CountAsync("requests"));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_message_of_5_MiB_is_refused(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);
        var referral = Tips.Small();
        referral.Narrative = string.Join(' ', Enumerable.Repeat("word", 1 << 20));

        var refused = await Refused.ByAsync(() => intake.SubmitAsync(referral));

        Assert.Equal(StatusCode.ResourceExhausted, refused.Code);
        Assert.Equal(0, await intake.CountAsync("referrals"));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Only_an_agency_with_a_credential_may_submit(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);
        var nobody = new IntakeService.IntakeServiceClient(intake.WithToken(null));

        Assert.Equal(StatusCode.Unauthenticated, (await Refused.ByAsync(nobody.SubmitAsync(new SubmitRequest()))).Code);
        Assert.Equal(StatusCode.PermissionDenied, (await Refused.ByAsync(() => intake.SubmitAsync(Tips.Small(), Callers.Operator))).Code);
        Assert.Equal(0, await intake.CountAsync("referrals"));
    }
}
