using Referrals.Intake.Content;
using Referrals.Intake.Tests.Building;
using Xunit;

namespace Referrals.Intake.Tests.Content;

public sealed class ContentTests
{
    [Fact]
    public void A_risk_stated_as_false_is_the_same_submission_as_none_stated()
    {
        var stated = Tips.Small("EX-1");
        stated.ChildAtImmediateRisk = false;

        Assert.Equal(CanonicalContent.OfSubmission(Tips.Small("EX-1")).Sha256, CanonicalContent.OfSubmission(stated).Sha256);
    }

    [Fact]
    public void The_hash_without_the_reference_is_alike_for_the_same_matter()
    {
        Assert.Equal(CanonicalContent.HashWithoutReference(Tips.Full("EX-1")), CanonicalContent.HashWithoutReference(Tips.Full("EX-2")));
        Assert.NotEqual(CanonicalContent.OfSubmission(Tips.Full("EX-1")).Sha256, CanonicalContent.OfSubmission(Tips.Full("EX-2")).Sha256);
    }

    [Fact]
    public void Equal_content_differs_nowhere() => Assert.Empty(ContentDifference.Paths(Tips.Full("EX-1"), Tips.Full("EX-1"), "referral"));

    [Fact]
    public void What_differs_is_named_by_its_innermost_field()
    {
        var later = Tips.Full("EX-1");
        later.OccurredAt.Seconds++;
        later.Handling.Conditions.Clear();
        later.Grading = null;
        later.Persons[0].Names[0].Given = "Anna";
        later.Countries[0] = "TH";

        Assert.Equal(
            ["referral.countries[0]", "referral.occurredAt", "referral.handling.conditions", "referral.grading", "referral.persons[0].names[0].given"],
            ContentDifference.Paths(Tips.Full("EX-1"), later, "referral"));
    }
}
