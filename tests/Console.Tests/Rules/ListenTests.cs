using Microsoft.Extensions.Options;
using Referrals.Platform.Hosting;
using Referrals.Testing;

namespace Referrals.Console.Tests.Rules;

public sealed class ListenTests
{
    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("192.0.2.7")]
    public async Task Beyond_this_machine_the_console_does_not_start_without_TLS_and_says_how(string address)
    {
        using var directory = new TempDirectory();
        var builder = ServiceProcess.CreateBuilder(
            [$"--Listen:Address={address}", "--Listen:Web=0", "--Listen:Grpc=0", $"--Data:Directory={directory.Path}", $"--Storage:Directory={directory.Path}", "--Storage:Provider=sqlite", "--Bus:Provider=embedded"]);
        builder.AddConsole();

        var refused = await Assert.ThrowsAsync<OptionsValidationException>(async () =>
        {
            await using var app = builder.Build();
            await app.StartAsync();
        });

        Assert.Contains("Tls:Certificate", refused.Message, StringComparison.Ordinal);
    }
}
