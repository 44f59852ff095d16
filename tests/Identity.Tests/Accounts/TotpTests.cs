using System.Text;
using Referrals.Identity.Accounts;

namespace Referrals.Identity.Tests.Accounts;

public sealed class TotpTests
{
    private static readonly byte[] Key = Encoding.ASCII.GetBytes("12345678901234567890");
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_111_111_111);

    // RFC 6238, appendix B, the last six of its eight digits.
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1_111_111_109, "081804")]
    [InlineData(1_111_111_111, "050471")]
    [InlineData(1_234_567_890, "005924")]
    [InlineData(2_000_000_000, "279037")]
    [InlineData(20_000_000_000, "353130")]
    public void A_code_is_what_the_standard_says(long seconds, string code) =>
        Assert.Equal(code, Totp.CodeOf(Key, Totp.StepOf(DateTimeOffset.FromUnixTimeSeconds(seconds))));

    [Theory]
    [InlineData(-2, false)]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void A_code_is_good_during_its_step_and_one_beside_it(int away, bool good)
    {
        var step = Totp.StepOf(Now) + away;

        Assert.Equal(good ? step : null, Totp.Match(Key, Totp.CodeOf(Key, step), Now, lastStep: 0));
    }

    [Fact]
    public void A_code_is_good_once_and_none_before_it_is_good_after()
    {
        var step = Totp.StepOf(Now);

        Assert.Null(Totp.Match(Key, Totp.CodeOf(Key, step), Now, lastStep: step));
        Assert.Null(Totp.Match(Key, Totp.CodeOf(Key, step - 1), Now, lastStep: step));
        Assert.Equal(step + 1, Totp.Match(Key, Totp.CodeOf(Key, step + 1), Now, lastStep: step));
    }

    [Theory]
    [InlineData("")]
    [InlineData("50471")]
    [InlineData("0050471")]
    [InlineData("０５０４７１")]
    public void What_is_not_six_digits_is_no_code(string code) => Assert.Null(Totp.Match(Key, code, Now, lastStep: 0));

    [Fact]
    public void A_key_is_written_as_authenticators_read_it()
    {
        Assert.Equal("GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ", Totp.Write(Key));
        Assert.Equal("otpauth://totp/Referrals:officer%2Fokoro?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Referrals", Totp.AddressOf("Referrals", "officer/okoro", Key));
    }
}
