using Google.Protobuf.WellKnownTypes;
using Referrals.Common.V1;
using Referrals.Intake.CheckSubmission;
using Referrals.Intake.Tests.Building;
using Referrals.Intake.V1;
using Referrals.Platform.Commands;
using Xunit;

namespace Referrals.Intake.Tests.CheckSubmission;

public sealed class SubmissionRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_submission_that_the_design_shows_is_taken() => Assert.Empty(Broken(_ => { }));

    public static TheoryData<string, string, string, Action<Referral>> Rules => new()
    {
        { "no reference", "agencyReference", "REQUIRED", r => r.AgencyReference = "" },
        { "a blank reference", "agencyReference", "REQUIRED", r => r.AgencyReference = "  " },
        { "a long reference", "agencyReference", "TOO_LONG", r => r.AgencyReference = Of('x', 129) },
        { "no incident type", "incidentType", "REQUIRED", r => r.IncidentType = IncidentType.Unspecified },
        { "a long original type", "originalIncidentType", "TOO_LONG", r => r.OriginalIncidentType = Of('x', 257) },
        { "an unknown country", "countries[1]", "UNKNOWN_VALUE", r => r.Countries.Add("XX") },
        { "a country in lower case", "countries[1]", "UNKNOWN_VALUE", r => r.Countries.Add("th") },
        { "the general desk as a country", "countries[1]", "UNKNOWN_VALUE", r => r.Countries.Add("ZZ") },
        { "a country twice", "countries[1]", "DUPLICATE", r => r.Countries.Add("PH") },
        { "251 countries", "countries", "TOO_MANY", r => r.Countries.Add(Enumerable.Repeat("PH", 250)) },
        { "a malformed region", "region", "MALFORMED", r => r.Region = "Cebu" },
        { "a region in lower case", "region", "MALFORMED", r => r.Region = "PH-cc" },
        { "a region of no country named", "region", "NOT_ALLOWED", r => r.Region = "TH-10" },
        { "a date in the future", "occurredAt", "OUT_OF_RANGE", r => r.OccurredAt = At(Now.AddMinutes(6)) },
        { "a date before 1900", "occurredAt", "OUT_OF_RANGE", r => r.OccurredAt = At(new DateTimeOffset(1899, 12, 31, 0, 0, 0, TimeSpan.Zero)) },
        { "a date that is none", "occurredAt", "MALFORMED", r => r.OccurredAt = new Timestamp { Seconds = long.MaxValue } },
        { "no handling", "handling", "REQUIRED", r => r.Handling = null },
        { "no label", "handling.tlp", "REQUIRED", r => r.Handling.Tlp = Tlp.Unspecified },
        { "a condition twice", "handling.conditions[1]", "DUPLICATE", r => r.Handling.Conditions.Add(HandlingCondition.H2) },
        { "H3 without text", "handling.h3Text", "REQUIRED", r => r.Handling.Conditions.Add(HandlingCondition.H3) },
        { "text without H3", "handling.h3Text", "NOT_ALLOWED", r => r.Handling.H3Text = "other" },
        { "no scheme", "grading.scheme", "REQUIRED", r => r.Grading.Scheme = GradingScheme.Unspecified },
        { "no code", "grading.code", "REQUIRED", r => r.Grading.Code = "" },
        { "a code of another scheme", "grading.code", "MALFORMED", r => r.Grading.Scheme = GradingScheme.Admiralty },
        { "a code and a line end", "grading.code", "MALFORMED", r => r.Grading.Code += "\n" },
        { "a long narrative", "narrative", "TOO_LONG", r => r.Narrative = string.Join(' ', Enumerable.Repeat("word", 20_001)) },
        { "a control character", "narrative", "MALFORMED", r => r.Narrative = "a\u0000b" },
        { "half a surrogate pair", "narrative", "MALFORMED", r => r.Narrative = "a\ud83db" },
        { "a data: URI", "persons[0].occupation", "MEDIA_REFUSED", r => r.Persons[0].Occupation = "data:image/png;base64,iVBORw0KGgo=" },
        { "a run of base64", "evidence[0].description", "MEDIA_REFUSED", r => r.Evidence[0].Description = Of('A', 1025) },
        { "no role", "persons[1].role", "REQUIRED", r => r.Persons[1].Role = PersonRole.Unspecified },
        { "an empty name", "persons[0].names[1]", "REQUIRED", r => r.Persons[0].Names.Add(new PersonName()) },
        { "a long name", "persons[0].names[0].given", "TOO_LONG", r => r.Persons[0].Names[0].Given = Of('x', 257) },
        { "21 names", "persons[0].names", "TOO_MANY", r => r.Persons[0].Names.Add(Enumerable.Repeat(new PersonName { Full = "Ana" }, 20)) },
        { "an empty alias", "persons[0].aliases[1]", "REQUIRED", r => r.Persons[0].Aliases.Add("") },
        { "an empty address", "persons[0].addresses[1]", "REQUIRED", r => r.Persons[0].Addresses.Add(new Address()) },
        { "an address in no country", "persons[0].addresses[0].country", "UNKNOWN_VALUE", r => r.Persons[0].Addresses[0].Country = "Philippines" },
        { "a birth to come", "persons[0].dateOfBirth", "OUT_OF_RANGE", r => r.Persons[0].DateOfBirth = "2027-01-01" },
        { "a birth in month 13", "persons[0].dateOfBirth", "MALFORMED", r => r.Persons[0].DateOfBirth = "1980-13-40" },
        { "a birth without a digit", "persons[0].dateOfBirth", "MALFORMED", r => r.Persons[0].DateOfBirth = "long ago" },
        { "1,001 persons", "persons", "TOO_MANY", r => r.Persons.Add(Enumerable.Repeat(new Person { Role = PersonRole.Other }, 1000)) },
        { "no type", "identifiers[0].type", "REQUIRED", r => r.Identifiers[0].Type = IdentifierType.Unspecified },
        { "no value", "identifiers[0].value", "REQUIRED", r => r.Identifiers[0].Value = "" },
        { "a long value", "identifiers[0].value", "TOO_LONG", r => r.Identifiers[0].Value = string.Join('.', Enumerable.Repeat("word", 500)) },
        { "an account of no service", "identifiers[0].service", "REQUIRED", r => r.Identifiers[0].Service = "" },
        { "a port beside an account", "identifiers[0].port", "NOT_ALLOWED", r => r.Identifiers[0].Port = 80 },
        { "a port beyond the last", "identifiers[2].port", "OUT_OF_RANGE", r => r.Identifiers[2].Port = 65_536 },
        { "an address that is none", "identifiers[2].value", "MALFORMED", r => r.Identifiers[2].Value = "203.0.113.256" },
        { "an address as a number", "identifiers[2].value", "MALFORMED", r => r.Identifiers[2].Value = "3405803783" },
        { "an address seen tomorrow", "identifiers[2].at", "OUT_OF_RANGE", r => r.Identifiers[2].At = At(Now.AddDays(1)) },
        { "a phone without digits", "identifiers[1].value", "MALFORMED", r => r.Identifiers[1].Value = "mobile" },
        { "a hash of another length", "identifiers[3].value", "MALFORMED", r => r.Identifiers[3].Algorithm = HashAlgorithm.Md5 },
        { "a hash that is not hexadecimal", "identifiers[3].value", "MALFORMED", r => r.Identifiers[3].Value = Of('g', 64) },
        { "a hash of no algorithm", "identifiers[3].algorithm", "REQUIRED", r => r.Identifiers[3].Algorithm = HashAlgorithm.Unspecified },
        { "an algorithm beside an account", "identifiers[0].algorithm", "NOT_ALLOWED", r => r.Identifiers[0].Algorithm = HashAlgorithm.Pdq },
        { "a device type beside an account", "identifiers[0].deviceIdType", "NOT_ALLOWED", r => r.Identifiers[0].DeviceIdType = "IMEI" },
        { "a document type beside an account", "identifiers[0].documentType", "NOT_ALLOWED", r => r.Identifiers[0].DocumentType = "PASSPORT" },
        { "an e-mail address without @", "identifiers[0].value", "MALFORMED", r => r.Identifiers[0] = new() { Type = IdentifierType.Email, Value = "ana.example.org" } },
        { "a URL with a blank", "identifiers[0].value", "MALFORMED", r => r.Identifiers[0] = new() { Type = IdentifierType.Url, Value = "https://example.org/a b" } },
        { "10,001 identifiers", "identifiers", "TOO_MANY", r => r.Identifiers.Add(Enumerable.Repeat(Tips.Account("a"), 9_997)) },
        { "evidence held by nobody", "evidence[0].heldBy", "REQUIRED", r => r.Evidence[0].HeldBy = "" },
        { "evidence nowhere", "evidence[0].locator", "REQUIRED", r => r.Evidence[0].Locator = "" },
        { "fewer items than none", "evidence[0].items", "OUT_OF_RANGE", r => r.Evidence[0].Items = -1 },
        { "1,001 places of evidence", "evidence", "TOO_MANY", r => r.Evidence.Add(Enumerable.Repeat(new EvidenceLocator { HeldBy = "a", Locator = "b" }, 1000)) },
    };

    [Theory, MemberData(nameof(Rules))]
    public void What_breaks_a_rule_is_named_by_its_field(string what, string field, string reason, Action<Referral> change)
    {
        var broken = Broken(change);

        Assert.True(broken.SequenceEqual([($"referral.{field}", reason)]), $"{what}: {string.Join(", ", broken)}");
    }

    public static TheoryData<string, Action<Referral>> Allowed => new()
    {
        { "no country and no region", r => { r.Countries.Clear(); r.Region = ""; } },
        { "a clock five minutes ahead", r => r.OccurredAt = At(Now.AddMinutes(5)) },
        { "no time", r => r.OccurredAt = null },
        { "no grading", r => r.Grading = null },
        { "a grading with its handling", r => r.Grading.Code = "2AP" },
        { "H3 with its text", r => { r.Handling.Conditions.Add(HandlingCondition.H3); r.Handling.H3Text = "ask first"; } },
        { "tabs and line ends", r => r.Narrative = "[withheld]\r\n\t[withheld]" },
        { "letters beyond the basic plane", r => r.Narrative = "𠀀😀" },
        { "100,000 characters of two units each", r => r.Narrative = string.Concat(Enumerable.Repeat("😀", 100_000)) },
        { "an age for a birth", r => r.Persons[0].DateOfBirth = "about 12 years" },
        { "a birth in words", r => r.Persons[0].DateOfBirth = "4 May 1980" },
        { "a month of birth", r => r.Persons[0].DateOfBirth = "1980-05" },
        { "IPv6", r => r.Identifiers[2].Value = "2001:db8::7" },
        { "a phone in national form", r => r.Identifiers[1].Value = "0900 000 0042" },
        { "a URL without scheme", r => r.Identifiers[0] = new() { Type = IdentifierType.ProfileUrl, Value = "example.org/ana" } },
        { "evidence alone", r => { r.Narrative = ""; r.Persons.Clear(); r.Identifiers.Clear(); } },
        { "10,000 identifiers", r => r.Identifiers.Add(Enumerable.Repeat(Tips.Account("a"), 9_996)) },
    };

    [Theory, MemberData(nameof(Allowed))]
    public void What_keeps_to_the_rules_is_taken(string what, Action<Referral> change) => Assert.True(Broken(change) is [], what);

    [Theory]
    [InlineData("https://\u05e9\u05dc\u05d5\u05dd1.example/x")]
    [InlineData("https://xn--/x")]
    [InlineData("https://xn--\u6f22.example/x")]
    [InlineData("https://\ud83d\ude00\u200d.example/x")]
    [InlineData("https://[::1%\u0661]/x")]
    [InlineData("https://%\u05e9.example/%")]
    public void A_host_that_no_registry_would_take_is_answered(string url) =>
        Assert.Null(Record.Exception(() => Broken(r => r.Identifiers[0] = new() { Type = IdentifierType.Url, Value = url })));

    [Fact]
    public void A_submission_without_any_content_is_refused()
    {
        var broken = Broken(r =>
        {
            r.Narrative = "";
            r.Persons.Clear();
            r.Identifiers.Clear();
            r.Evidence.Clear();
        });

        Assert.Equal([("referral", "REQUIRED")], broken);
    }

    [Fact]
    public void A_supplement_may_leave_out_everything_but_something()
    {
        var violations = new Violations();
        SubmissionRules.CheckSupplement(violations, new Referral { Narrative = "[withheld]", Region = "PH-07" }, "content", Now);
        Assert.Empty(violations.Fields);

        SubmissionRules.CheckSupplement(violations, new Referral(), "content", Now);
        Assert.Equal("content", Assert.Single(violations.Fields).Field);
    }

    [Fact]
    public void ISO_3166_1_has_249_countries() => Assert.Equal(249, CountryCodes.Count);

    private static List<(string Field, string Reason)> Broken(Action<Referral> change)
    {
        var referral = Tips.Full();
        change(referral);
        var violations = new Violations();
        SubmissionRules.CheckSubmission(violations, referral, "referral", Now);
        return [.. violations.Fields.Select(broken => (broken.Field, broken.Reason))];
    }

    private static string Of(char c, int count) => new(c, count);

    private static Timestamp At(DateTimeOffset time) => Timestamp.FromDateTimeOffset(time);
}
