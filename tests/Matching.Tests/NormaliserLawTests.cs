using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Referrals.Common.V1;
using Referrals.Intake.V1;
using Referrals.Matching.MakeKeys;
using Referrals.Matching.NormaliseDates;
using Referrals.Matching.NormaliseIdentifiers;
using Referrals.Matching.NormaliseNames;
using Referrals.Matching.NormalisePlaces;
using Referrals.Matching.ReadFeatures;

namespace Referrals.Matching.Tests;

public sealed class NormaliserLawTests
{
    private static readonly IdentifierType[] Types = [.. Enum.GetValues<IdentifierType>().Where(type => type is not (IdentifierType.Unspecified or IdentifierType.ProfileUrl or IdentifierType.Url))];

    private static readonly string Shch = new('\u0449', 60);

    /// <summary>Usual values, what senders put around them, and what no sender should.</summary>
    private static readonly Arbitrary<string> Texts = Gen.Frequency(
        (1, ArbMap.Default.GeneratorFor<string>().Select(text => text ?? "")),
        (5, from count in Gen.Choose(1, 6)
            from parts in Gen.ArrayOf(Gen.Elements(
                "ana.example", "a1-000042", "Ana", "de la", "Mr", "O'Example", "Jr", "unknown", "n/a", "Cebu City", "St.", "Brgy.", "12", "6000", "SW1A 1AA", "Long Road", "000000000", "35-209900-176148-1",
                "@", "@mail.example", "mailto:", "<", ">", "tel:", "+63 900 000 0042", "0900 000 0042", "+44 (0)20 7946 0042", " x7", "00", "https://", "http://", "www.", "chat.example", ":443", ":80", "/", "?id=42", "&utm_source=x", "#top", "%41", "%2e", "..", "://",
                "203.0.113.7", "::ffff:", "2001:db8:1:2::5", "[", "]", "d41d8cd98f00b204e9800998ecf8427f", "ABCDEF0123456789", " ", "\t", "\n", "\0", "\u202e", "\u200b", "\u0410\u043d\u0430", "\u0430na", "\u5218\u6770", "\uff21\uff4e", "\u0663", "\u0130", "\u1e9e", "\ud83d\ude00", "\ud83d", "e\u0301", Shch), count)
            select string.Concat(parts)),
        (1, from count in Gen.Choose(30, 700)
            from part in Gen.Elements("ana ", "x", "1", " ", "ab-")
            select string.Concat(Enumerable.Repeat(part, count)))).ToArbitrary();

    private static readonly Arbitrary<string[]> Countries = Gen.Elements<string[]>(["PH"], ["GB"], ["US", "PH"], ["IT"], []).ToArbitrary();

    private static readonly Arbitrary<string> Dates = Gen.Frequency(
        (1, Texts.Generator),
        (5, from count in Gen.Choose(1, 4)
            from parts in Gen.ArrayOf(Gen.Elements("4", "04", "31", "00", "12", "80", "1980", "0000", "9999", "19800504", "04051980", "may", "Mayo", "31st of", "feb", "/", "-", ".", " ", ", ", "T00:00", "\u0661\u0669\u0668\u0660"), count)
            from between in Gen.Elements("", " ", "-", "/")
            select string.Join(between, parts))).ToArbitrary();

    [Fact]
    public void Letter_case_makes_no_difference_to_an_identifier_that_is_no_address_of_a_page() => Prop.ForAll(Texts, text =>
    {
        var upper = new string([.. text.Select(character => char.IsAscii(character) ? char.ToUpperInvariant(character) : character)]);
        foreach (var type in Types)
            Assert.Equal(Normalise(type, text), Normalise(type, upper));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    [Fact]
    public void An_identifier_of_any_type_that_is_normal_stays_as_it_is() => Prop.ForAll(Texts, Countries, (text, countries) =>
    {
        foreach (var type in Enum.GetValues<IdentifierType>())
        {
            foreach (var algorithm in type == IdentifierType.FileHash ? Enum.GetValues<HashAlgorithm>() : [HashAlgorithm.Unspecified])
            {
                var sent = new Identifier { Type = type, Value = text, Service = text.Length < 20 ? text : "ExampleChat", DocumentType = "Passport", DeviceIdType = "IMEI", Algorithm = algorithm, Port = 4242 };
                if (IdentifierNormaliser.Read(sent, countries).Identifier is { } once)
                {
                    var again = IdentifierNormaliser.Read(Again(sent, once), countries).Identifier;
                    Assert.Equal((once.Canonical, once.Weaker, once.IsPartial, once.Port), (again?.Canonical, again?.Weaker, again?.IsPartial, again?.Port));
                }
            }
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    [Theory]
    [InlineData("PH", "9")]
    [InlineData("US", "2025550")]
    [InlineData("GB", "20794")]
    [InlineData("DE", "15123")]
    [InlineData("BR", "11987")]
    [InlineData("IT", "0669812")]
    [InlineData("AR", "9114321")]
    [InlineData("MX", "5512345")]
    public void A_number_of_any_country_that_is_normal_stays_as_it_is_wherever_it_is_read(string country, string beginning) => Prop.ForAll(
        Gen.Choose(0, 999_999_999).ToArbitrary(),
        Gen.Elements("{0}", "0{0}", "1{0}", "+{0}", "00{0}", "({0})", "0-{0}").ToArbitrary(),
        (number, form) =>
        {
            var sent = new Identifier { Type = IdentifierType.Phone, Value = string.Format(CultureInfo.InvariantCulture, form, $"{beginning}{number}") };
            if (IdentifierNormaliser.Normalise(sent, [country]) is { } once)
                Assert.Equal(once, IdentifierNormaliser.Normalise(new Identifier { Type = IdentifierType.Phone, Value = once.Canonical }, ["NZ", country]));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Fact]
    public void No_host_breaks_it_whatever_scripts_its_labels_mix() => Prop.ForAll(
        Hosts,
        host =>
        {
            foreach (var (type, value) in new[]
            {
                (IdentifierType.Url, $"https://{host}/ana"), (IdentifierType.ProfileUrl, $"{host}/ana"), (IdentifierType.ProfileUrl, $"http://user@{host}:8080/?id={host}"),
                (IdentifierType.Email, $"ana@{host}"), (IdentifierType.Account, host), (IdentifierType.PaymentHandle, host), (IdentifierType.DisplayName, host),
            })
            {
                var content = new Referral { Identifiers = { new Identifier { Type = type, Value = value, Service = host } } };
                var keys = KeyMaker.Make(FeatureReader.Read(content, ["PH"], 1000), new byte[32], 1000);
                Assert.True(!IsWellFormed(host) || keys.All(key => IsWellFormed(key.Masked)));

                // A foreign full stop that stands before a number makes an IPv4 address of it only once it is read.
                if (type is IdentifierType.Url or IdentifierType.ProfileUrl or IdentifierType.Email && !host.Contains('\u3002', StringComparison.Ordinal) && Normalise(type, value) is { } once)
                    Assert.Equal(once, Normalise(type, once));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(4_000));

    [Fact]
    public void A_name_that_is_normal_stays_as_it_is() => Prop.ForAll(Texts, Texts, (one, other) =>
    {
        var divided = NameNormaliser.Normalise(new PersonName { Given = one, Family = other });
        if (!divided.IsEmpty)
            Assert.Equal(divided with { Generation = 0 }, NameNormaliser.Normalise(new PersonName { Given = string.Join(' ', divided.Given), Family = string.Join(' ', divided.Family) }) with { Generation = 0 });
        var full = NameNormaliser.OfFull(one.Replace(",", "", StringComparison.Ordinal));
        Assert.Equal(full, NameNormaliser.OfFull(string.Join(' ', full.Words)));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    [Fact]
    public void A_date_that_is_read_is_read_again_from_its_digits() => Prop.ForAll(Dates, text =>
    {
        foreach (var date in DateReader.Read(text))
        {
            if (date.Digits.Length > 0)
                Assert.Contains(date, DateReader.Read($"{date.Digits[..4]}-{date.Digits[4..6]}-{date.Digits[6..]}"));
            else
                Assert.Contains((date.Year, date.Month), DateReader.Read($"{date.Year:0000}-{date.Month:00}").Select(again => (again.Year, again.Month)));
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(20_000));

    [Fact]
    public void A_place_that_is_normal_stays_as_it_is() => Prop.ForAll(Texts, Texts, (one, other) =>
    {
        string Again(string text) => string.Join(' ', PlaceNormaliser.Words(text));
        Assert.Equal(PlaceNormaliser.Words(one), PlaceNormaliser.Words(Again(one)));
        Assert.Equal(PlaceNormaliser.Place(one), PlaceNormaliser.Place(Again(one)));
        Assert.Equal(PlaceNormaliser.PostalCode(one), PlaceNormaliser.PostalCode(PlaceNormaliser.PostalCode(one)));
        var once = AddressForm.Of(new Address { Line = $"{one} {other}".Replace(',', ' '), Locality = other, Region = one, PostalCode = other });
        var again = AddressForm.Of(new Address { Line = string.Join(' ', once.Numbers.Concat(once.Street)), Locality = Again(other), Region = Again(one), PostalCode = once.PostalCode });
        Assert.Equal(once.Numbers, again.Numbers);
        Assert.Equal(once.Street, again.Street);
        Assert.Equal((once.Locality, once.Region, once.PostalCode), (again.Locality, again.Region, again.PostalCode));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    [Fact]
    public void A_masked_value_never_shows_more_than_four_characters_nor_the_length() => Prop.ForAll(
        ArbMap.Default.ArbFor<NonNull<string>>(),
        value =>
        {
            var masked = Masking.Mask(value.Get);
            Assert.Contains("****", masked);
            Assert.InRange(masked.Length, 4, 8);
            Assert.True(value.Get.Length > 5 || masked == "****");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(20_000));

    /// <summary>What is sent of one that is normal: the value as it is legible, or whole where that is a part of it.</summary>
    private static Identifier Again(Identifier sent, NormalisedIdentifier normal)
    {
        var again = sent.Clone();
        again.Value = normal.Type is IdentifierType.Email or IdentifierType.ProfileUrl or IdentifierType.Url ? normal.Canonical : normal.Type == IdentifierType.Phone && !normal.IsPartial ? $"+{normal.Legible}" : normal.Legible;
        again.Service = normal.Type is IdentifierType.Account or IdentifierType.ScreenName ? normal.Canonical.Split(':')[0] : sent.Service;
        return again;
    }

    /// <summary>Labels of parts in one script or several, with joiners, marks, digits and halves of characters; too long now and then.</summary>
    private static Arbitrary<string> Hosts => (
        from labels in Gen.Elements(
            "ana", "xn--", "xn--ana", "-", "_", "1", "42", "\u05e9\u05dc\u05d5\u05dd", "\u0634\u0628\u0643\u0629", "\u0661", "\u6f22\u5b57", new string('\u6f22', 30), "\u0430\u043d\u0430", "\u03b1",
            "\u00df", "\u200d", "\u200c", "\u0301", "\u1100", "\u3002", "\uff0e", "\uff21", "\ud83d\ude00", "\ud83d", "\ude00", "\u2024", "%", "[", "@", "\u0640").ArrayOf().Where(parts => parts.Length is > 0 and < 6).ArrayOf()
        where labels.Length is > 0 and < 5
        select string.Join('.', labels.Select(parts => string.Concat(parts)))).ToArbitrary();

    private static bool IsWellFormed(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) == text;

    private static string? Normalise(IdentifierType type, string value) =>
        IdentifierNormaliser.Normalise(new Identifier { Type = type, Value = value, Service = "ExampleChat" }, ["PH"])?.Canonical;
}
