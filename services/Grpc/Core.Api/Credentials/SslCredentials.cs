namespace Grpc.Core;

/// <summary>TLS, with the client's own certificate or without.</summary>
public sealed class SslCredentials : ChannelCredentials
{
    private readonly VerifyPeerCallback? _verifyPeer;

    /// <summary>TLS with the machine's trusted roots.</summary>
    public SslCredentials()
        : this(null, null, null)
    {
    }

    /// <summary>TLS that trusts these roots, in PEM.</summary>
    public SslCredentials(string rootCertificates)
        : this(rootCertificates, null, null)
    {
    }

    /// <summary>Mutual TLS.</summary>
    public SslCredentials(string rootCertificates, KeyCertificatePair keyCertificatePair)
        : this(rootCertificates, keyCertificatePair, null)
    {
    }

    /// <summary>TLS with a check of the server's certificate on top.</summary>
    public SslCredentials(string? rootCertificates, KeyCertificatePair? keyCertificatePair, VerifyPeerCallback? verifyPeerCallback)
    {
        RootCertificates = rootCertificates;
        KeyCertificatePair = keyCertificatePair;
        _verifyPeer = verifyPeerCallback;
    }

    /// <summary>Trusted roots in PEM; null for the machine's.</summary>
    public string? RootCertificates { get; }

    /// <summary>The client's certificate; null without one.</summary>
    public KeyCertificatePair? KeyCertificatePair { get; }

    /// <inheritdoc/>
    public override void InternalPopulateConfiguration(ChannelCredentialsConfiguratorBase configurator, object state) =>
        configurator.SetSslCredentials(state, RootCertificates, KeyCertificatePair, _verifyPeer);
}

/// <summary>A certificate chain with its private key, both in PEM.</summary>
public sealed class KeyCertificatePair
{
    /// <summary>A pair of the two.</summary>
    public KeyCertificatePair(string certificateChain, string privateKey)
    {
        ArgumentNullException.ThrowIfNull(certificateChain);
        ArgumentNullException.ThrowIfNull(privateKey);
        CertificateChain = certificateChain;
        PrivateKey = privateKey;
    }

    /// <summary>The chain, in PEM.</summary>
    public string CertificateChain { get; }

    /// <summary>The key, in PEM.</summary>
    public string PrivateKey { get; }
}

/// <summary>Looks at the server's certificate after TLS accepted it; false refuses it.</summary>
public delegate bool VerifyPeerCallback(VerifyPeerContext context);

/// <summary>The server to look at.</summary>
public class VerifyPeerContext
{
    internal VerifyPeerContext(string targetName, string peerPem)
    {
        TargetName = targetName;
        PeerPem = peerPem;
    }

    /// <summary>The name that the client called.</summary>
    public string TargetName { get; }

    /// <summary>The server's certificate, in PEM.</summary>
    public string PeerPem { get; }
}
