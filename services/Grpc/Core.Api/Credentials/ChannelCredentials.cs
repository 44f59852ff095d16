namespace Grpc.Core;

/// <summary>How a channel is secured.</summary>
public abstract class ChannelCredentials
{
    /// <summary>Not at all: HTTP/2 in clear text.</summary>
    public static ChannelCredentials Insecure { get; } = new InsecureCredentials();

    /// <summary>TLS with the machine's trusted roots.</summary>
    public static ChannelCredentials SecureSsl { get; } = new SslCredentials();

    /// <summary>A secured channel whose every call carries credentials.</summary>
    public static ChannelCredentials Create(ChannelCredentials channelCredentials, CallCredentials callCredentials) =>
        new Composite(channelCredentials, callCredentials);

    /// <summary>Tells the configurator which kind these are.</summary>
    public abstract void InternalPopulateConfiguration(ChannelCredentialsConfiguratorBase configurator, object state);

    private sealed class InsecureCredentials : ChannelCredentials
    {
        public override void InternalPopulateConfiguration(ChannelCredentialsConfiguratorBase configurator, object state) =>
            configurator.SetInsecureCredentials(state);
    }

    private sealed class Composite : ChannelCredentials
    {
        private readonly ChannelCredentials _channel;
        private readonly CallCredentials _call;

        public Composite(ChannelCredentials channelCredentials, CallCredentials callCredentials)
        {
            ArgumentNullException.ThrowIfNull(channelCredentials);
            ArgumentNullException.ThrowIfNull(callCredentials);
            _channel = channelCredentials;
            _call = callCredentials;
        }

        public override void InternalPopulateConfiguration(ChannelCredentialsConfiguratorBase configurator, object state) =>
            configurator.SetCompositeCredentials(state, _channel, _call);
    }
}

/// <summary>Learns of which kind channel credentials are.</summary>
public abstract class ChannelCredentialsConfiguratorBase
{
    /// <summary>There are none.</summary>
    public abstract void SetInsecureCredentials(object state);

    /// <summary>They are TLS; roots in PEM, null for the machine's.</summary>
    public abstract void SetSslCredentials(
        object state, string? rootCertificates, KeyCertificatePair? keyCertificatePair, VerifyPeerCallback? verifyPeerCallback);

    /// <summary>They are channel and call credentials together.</summary>
    public abstract void SetCompositeCredentials(
        object state, ChannelCredentials channelCredentials, CallCredentials callCredentials);
}
