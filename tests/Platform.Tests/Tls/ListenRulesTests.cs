using Referrals.Platform.Hosting;
using Referrals.Platform.Tls;
using Xunit;

namespace Referrals.Platform.Tests.Tls;

public sealed class ListenRulesTests
{
    [Theory]
    [InlineData("127.0.0.1", false, false, true)]
    [InlineData("::1", false, false, true)]
    [InlineData("0.0.0.0", false, false, false)]
    [InlineData("192.0.2.1", false, false, false)]
    [InlineData("0.0.0.0", true, false, true)]
    [InlineData("0.0.0.0", false, true, true)]
    public void Beyond_this_machine_there_is_TLS_or_a_network_that_keeps_others_out(string address, bool tls, bool plaintext, bool starts) => Assert.Equal(
        starts,
        ListenRules.WhyNot(new ListenOptions { Address = address, AllowPlaintext = plaintext }, new TlsOptions { Certificate = tls ? "server.pem" : "" }) is null);
}
