using FsCheck;
using FsCheck.Fluent;
using Referrals.Common.V1;
using Referrals.Matching.MakeKeys;
using Referrals.Matching.NormaliseIdentifiers;

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

    private static string? Normalise(IdentifierType type, string value) =>
        IdentifierNormaliser.Normalise(new Identifier { Type = type, Value = value, Service = "ExampleChat" }, ["PH"])?.Canonical;
}
