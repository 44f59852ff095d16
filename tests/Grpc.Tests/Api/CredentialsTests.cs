using Grpc.Core;

namespace Referrals.Grpc.Tests.Api;

public sealed class CredentialsTests
{
    private static readonly CallCredentials s_token = CallCredentials.FromInterceptor((_, metadata) =>
    {
        metadata.Add("authorization", "token");
        return Task.CompletedTask;
    });

    [Fact]
    public void Each_kind_of_channel_credentials_shows_itself()
    {
        var pair = new KeyCertificatePair("chain", "key");
        VerifyPeerCallback accept = _ => true;
        var composed = ChannelCredentials.Create(ChannelCredentials.SecureSsl, s_token);

        Assert.Equal(["insecure"], Seen(ChannelCredentials.Insecure));
        Assert.Equal(["ssl  False False"], Seen(ChannelCredentials.SecureSsl));
        Assert.Equal(["ssl roots True True"], Seen(new SslCredentials("roots", pair, accept)));
        Assert.Equal(["ssl roots True False"], Seen(new SslCredentials("roots", pair)));
        Assert.Equal(["ssl roots False False"], Seen(new SslCredentials("roots")));
        Assert.Equal(["composite", "ssl  False False"], Seen(composed));
        Assert.Throws<ArgumentNullException>(() => ChannelCredentials.Create(ChannelCredentials.SecureSsl, null!));
    }

    [Fact]
    public async Task Call_credentials_add_to_the_headers()
    {
        var seen = new CallConfigurator();
        s_token.InternalPopulateConfiguration(seen, null);
        var headers = new Metadata();

        await seen.Interceptors.Single()(new AuthInterceptorContext("https://host/service", "Method"), headers);

        Assert.Equal("token", headers.GetValue("authorization"));
    }

    [Fact]
    public void Composed_call_credentials_are_two_or_more()
    {
        var seen = new CallConfigurator();
        CallCredentials.Compose(s_token, s_token).InternalPopulateConfiguration(seen, null);

        Assert.Equal(2, seen.Interceptors.Count);
        Assert.Throws<ArgumentException>(() => CallCredentials.Compose(s_token));
    }

    [Fact]
    public void Authentication_properties_are_found_by_name()
    {
        var name = AuthProperty.Create("x509_common_name", "agency"u8.ToArray());
        var context = new AuthContext("x509_common_name", new() { ["x509_common_name"] = [name] });
        var nobody = new AuthContext(null, []);

        Assert.True(context.IsPeerAuthenticated);
        Assert.Equal("agency", context.PeerIdentity.Single().Value);
        Assert.Same(name, context.FindPropertiesByName("x509_common_name").Single());
        Assert.Empty(context.FindPropertiesByName("other"));
        Assert.Single(context.Properties);
        Assert.False(nobody.IsPeerAuthenticated);
        Assert.Empty(nobody.PeerIdentity);
    }

    private static List<string> Seen(ChannelCredentials credentials)
    {
        var configurator = new ChannelConfigurator();
        credentials.InternalPopulateConfiguration(configurator, new object());
        return configurator.Seen;
    }

    private sealed class ChannelConfigurator : ChannelCredentialsConfiguratorBase
    {
        public List<string> Seen { get; } = [];

        public override void SetInsecureCredentials(object state) => Seen.Add("insecure");

        public override void SetSslCredentials(
            object state, string? rootCertificates, KeyCertificatePair? keyCertificatePair, VerifyPeerCallback? verifyPeerCallback) =>
            Seen.Add($"ssl {rootCertificates} {keyCertificatePair is not null} {verifyPeerCallback is not null}");

        public override void SetCompositeCredentials(
            object state, ChannelCredentials channelCredentials, CallCredentials callCredentials)
        {
            Seen.Add("composite");
            channelCredentials.InternalPopulateConfiguration(this, state);
        }
    }

    private sealed class CallConfigurator : CallCredentialsConfiguratorBase
    {
        public List<AsyncAuthInterceptor> Interceptors { get; } = [];

        public override void SetCompositeCredentials(object? state, IReadOnlyList<CallCredentials> credentials)
        {
            foreach (var each in credentials)
                each.InternalPopulateConfiguration(this, state);
        }

        public override void SetAsyncAuthInterceptorCredentials(object? state, AsyncAuthInterceptor interceptor) =>
            Interceptors.Add(interceptor);
    }
}
