using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Referrals.Common.V1;
using Referrals.Intake.V1;
using Referrals.Matching.MakeKeys;
using Referrals.Matching.NormaliseIdentifiers;
using Referrals.Matching.ReadFeatures;

namespace Referrals.Matching.Tests;

public sealed class NormaliserLawTests
{
    private static readonly IdentifierType[] Types =
        [IdentifierType.Account, IdentifierType.ScreenName, IdentifierType.Email, IdentifierType.Phone, IdentifierType.ProfileUrl, IdentifierType.Ip];

    [Fact]
    public void No_text_breaks_it_and_letter_case_makes_no_difference_to_accounts_addresses_and_numbers() => Prop.ForAll(
        ArbMap.Default.ArbFor<string>().Filter(text => text is not null),
        text =>
        {
            foreach (var type in Types)
            {
                var normal = Normalise(type, text);
                if (type != IdentifierType.ProfileUrl)
                    Assert.Equal(normal, Normalise(type, new string([.. text.Select(character => char.IsAscii(character) ? char.ToUpperInvariant(character) : character)])));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(20_000));

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
    public void What_is_normal_stays_as_it_is() => Prop.ForAll(
        Gen.Choose(2000000, 999999999).ToArbitrary(),
        number =>
        {
            var once = Normalise(IdentifierType.Phone, $"+63{number}");
            Assert.Equal(once, once is null ? null : Normalise(IdentifierType.Phone, once));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(20_000));

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
