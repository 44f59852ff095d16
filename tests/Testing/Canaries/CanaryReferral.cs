using Google.Protobuf.WellKnownTypes;
using Referrals.Common.V1;
using Referrals.Intake.V1;

namespace Referrals.Testing.Canaries;

/// <summary>A submission with a planted word in every field of content.</summary>
public static class CanaryReferral
{
    /// <summary>Fields that are no content: ids, codes of lists, and the parts of a grading.</summary>
    public static IReadOnlySet<string> NoContent { get; } = new HashSet<string>
    {
        "referrals.intake.v1.Referral.agency_reference",
        "referrals.intake.v1.Referral.countries",
        "referrals.intake.v1.Referral.region",
        "referrals.common.v1.Grading.code",
        "referrals.common.v1.Address.country",
        "referrals.common.v1.EvidenceLocator.held_by",
    };

    /// <summary>One in this country under this reference.</summary>
    public static Referral Of(string reference, string country = "PH") => new()
    {
        AgencyReference = reference,
        IncidentType = IncidentType.LiveStreamed,
        OriginalIncidentType = CanaryWords.Word("type"),
        Countries = { country },
        Region = $"{country}-07",
        OccurredAt = new DateTimeOffset(2016, 6, 2, 9, 5, 0, TimeSpan.Zero).ToTimestamp(),
        Handling = new Handling { Tlp = Tlp.Amber, Conditions = { HandlingCondition.H3 }, H3Text = CanaryWords.Word("h3") },
        Grading = new Grading { Scheme = GradingScheme.Uk3X5X2, Code = "1B" },
        Narrative = $"He said {CanaryWords.EscapedMark} and \"{CanaryWords.Word("narrative")}\" to her on the second day, and that he would come again with others of his kind.",
        Persons =
        {
            new Person
            {
                Role = PersonRole.Subject,
                Names = { new PersonName { Given = CanaryWords.Word("given"), Family = CanaryWords.Word("family"), Full = CanaryWords.Word("full") } },
                Aliases = { CanaryWords.Word("alias") },
                DateOfBirth = "1911-03-29",
                Gender = Gender.Male,
                BirthPlace = CanaryWords.Word("birthplace"),
                Occupation = CanaryWords.Word("occupation"),
                Addresses =
                {
                    new Address
                    {
                        Line = CanaryWords.Word("line"),
                        Locality = CanaryWords.Word("locality"),
                        Region = CanaryWords.Word("region"),
                        PostalCode = CanaryWords.Word("postal"),
                        Country = country,
                    },
                },
            },
            new Person { Role = PersonRole.Child, Names = { new PersonName { Full = CanaryWords.Word("child") } }, Gender = Gender.Female },
        },
        Identifiers =
        {
            new Identifier { Type = IdentifierType.Account, Service = CanaryWords.Word("service"), Value = CanaryWords.Word("account") },
            new Identifier { Type = IdentifierType.ScreenName, Service = "ExampleChat", Value = CanaryWords.Word("screen") },
            new Identifier { Type = IdentifierType.DisplayName, Service = "ExampleChat", Value = CanaryWords.Word("display") },
            new Identifier { Type = IdentifierType.ProfileUrl, Value = $"https://example.org/{CanaryWords.Word("profile")}" },
            new Identifier { Type = IdentifierType.Email, Value = $"{CanaryWords.Word("mail")}@example.org" },
            new Identifier { Type = IdentifierType.Phone, Value = CanaryWords.Formed[0] },
            new Identifier { Type = IdentifierType.Ip, Value = CanaryWords.Formed[2], Port = 51515, At = new DateTimeOffset(2016, 6, 2, 9, 20, 0, TimeSpan.Zero).ToTimestamp(), Event = CanaryWords.Word("event") },
            new Identifier { Type = IdentifierType.Ip, Value = CanaryWords.Formed[3] },
            new Identifier { Type = IdentifierType.DeviceId, Value = CanaryWords.Word("device"), DeviceIdType = CanaryWords.Word("devicetype") },
            new Identifier { Type = IdentifierType.FileHash, Algorithm = HashAlgorithm.Sha256, Value = CanaryWords.Formed[5] },
            new Identifier { Type = IdentifierType.FileHash, Algorithm = HashAlgorithm.Md5, Value = CanaryWords.Formed[6] },
            new Identifier { Type = IdentifierType.Url, Value = $"https://{CanaryWords.Word("host")}.example.org/{CanaryWords.Word("path")}" },
            new Identifier { Type = IdentifierType.PaymentHandle, Service = "ExamplePay", Value = CanaryWords.Word("pay") },
            new Identifier { Type = IdentifierType.GroupId, Service = "ExampleChat", Value = CanaryWords.Word("group") },
            new Identifier { Type = IdentifierType.Document, Value = CanaryWords.Word("document"), DocumentType = CanaryWords.Word("documenttype") },
            new Identifier { Type = IdentifierType.PriorReportId, Value = CanaryWords.Word("report") },
        },
        Evidence = { new EvidenceLocator { HeldBy = "uk-nca", Locator = CanaryWords.Word("locker"), Items = 3, Description = CanaryWords.Word("evidence") } },
    };

    /// <summary>What a sender adds later.</summary>
    public static Referral Supplement() => new()
    {
        Narrative = CanaryWords.Word("supplement"),
        Identifiers = { new Identifier { Type = IdentifierType.Account, Service = "ExampleChat", Value = CanaryWords.Word("added") } },
    };
}
