using Referrals.Identity.Accounts;
using Referrals.Identity.SetFactors;
using Referrals.Platform.Commands;

namespace Referrals.Identity.Tests.Accounts;

public sealed class PasswordRulesTests
{
    [Theory]
    [InlineData("kelp hangs on a gate", null)]
    [InlineData("ünïcødé wörds cöunt", null)]
    [InlineData("no digits no capitals", null)]
    [InlineData("fourteen chars", "TOO_SHORT")]
    [InlineData("🔑🔑🔑🔑🔑🔑🔑🔑", "TOO_SHORT")]
    [InlineData("passwordpassword", "TOO_COMMON")]
    [InlineData("Password12345678", "TOO_COMMON")]
    [InlineData("qwertyuiop123456", "TOO_COMMON")]
    [InlineData("aaaaaaaaaaaaaaaaaaaa", "TOO_COMMON")]
    [InlineData("1q2w3e4r5t6y7u8i", "TOO_COMMON")]
    [InlineData("iloveyou-sunshine-1", "TOO_COMMON")]
    [InlineData("referralsokoro2026", "TOO_COMMON")]
    public void A_password_is_long_and_not_what_everybody_tries(string password, string? reason)
    {
        var violations = new Violations();

        PasswordRules.Check(password, ["Referrals", "officer", "okoro"], violations);

        Assert.Equal(reason, violations.Fields.SingleOrDefault()?.Reason);
    }

    [Fact]
    public void Nobody_types_more_than_128_characters()
    {
        var violations = new Violations();

        PasswordRules.Check(string.Concat(Enumerable.Range(0, 129).Select(i => (char)('א' + (i % 27)))), [], violations);

        Assert.Equal("TOO_LONG", Assert.Single(violations.Fields).Reason);
    }

    [Fact]
    public void What_is_too_long_to_sign_in_with_is_no_password_however_few_characters_it_is_made_of()
    {
        var violations = new Violations();

        PasswordRules.Check(string.Concat("kelp hangs on a gate".Select(letter => $"{letter}{new string('\u0301', 60)}")), [], violations);

        Assert.Equal("TOO_LONG", Assert.Single(violations.Fields).Reason);
    }

    [Fact]
    public void Recovery_codes_differ_and_are_read_however_they_were_typed()
    {
        var codes = RecoveryCodes.Make();

        Assert.Equal(RecoveryCodes.Count, codes.Select(RecoveryCodes.Read).Distinct().Count());
        Assert.All(codes, code => Assert.Equal(RecoveryCodes.Read(code), RecoveryCodes.Read(code.Replace("-", "", StringComparison.Ordinal).ToUpperInvariant())));
        Assert.Null(RecoveryCodes.Read("123456"));
    }
}
