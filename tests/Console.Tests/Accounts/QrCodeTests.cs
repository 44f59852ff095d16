using System.Globalization;
using System.Text.RegularExpressions;
using Referrals.Console.SignIn.Methods;
using Referrals.Console.Tests.OpenId;
using Referrals.Identity.Accounts;

namespace Referrals.Console.Tests.Accounts;

/// <summary>The picture that an authenticator's camera takes its key from.</summary>
public sealed partial class QrCodeTests
{
    [Theory]
    [InlineData("officer/okoro")]
    [InlineData("team/pnp-acg-regional-anti-cybercrime-unit-7@philippine-national-police")]
    public async Task Another_reader_reads_from_the_picture_what_an_authenticator_takes_over(string person)
    {
        var address = Totp.AddressOf("Referrals", person, [.. Enumerable.Range(7, Totp.KeyBytes).Select(number => (byte)(number * 11))]);
        var code = new NewAuthenticator("", address, "").Code!;
        await NodePrograms.InstallAsync();

        using var reader = NodePrograms.Start("read-code.mjs");
        await reader.StandardInput.WriteAsync(Drawn(code));
        reader.StandardInput.Close();

        Assert.Equal(address, (await reader.StandardOutput.ReadToEndAsync()).Trim());
    }

    [Theory]
    [InlineData("")]
    [InlineData("javascript:alert(1)")]
    [InlineData("https://example.org/otpauth://totp/")]
    public void An_address_that_is_no_authenticators_is_neither_drawn_nor_linked(string address)
    {
        var authenticator = new NewAuthenticator("", address, "");

        Assert.False(authenticator.IsAddress);
        Assert.Null(authenticator.Code);
    }

    /// <summary>Rows of 0 and 1, as the path draws them.</summary>
    private static string Drawn(QrCode code)
    {
        var rows = Enumerable.Range(0, code.Size).Select(_ => new string('0', code.Size).ToCharArray()).ToArray();
        foreach (Match run in Run().Matches(code.Path))
        {
            var (x, y, length) = (Number(run, 1), Number(run, 2), Number(run, 3));
            Array.Fill(rows[y], '1', x, length);
        }

        return string.Join('\n', rows.Select(row => new string(row)));
    }

    private static int Number(Match match, int group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"M(\d+) (\d+)h(\d+)v1h-\3z")]
    private static partial Regex Run();
}
