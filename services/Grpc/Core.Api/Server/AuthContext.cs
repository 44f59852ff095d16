using System.Diagnostics;

namespace Grpc.Core;

/// <summary>What the transport proved about the peer, as named properties.</summary>
[DebuggerDisplay("IsPeerAuthenticated = {IsPeerAuthenticated}")]
public class AuthContext
{
    private readonly Dictionary<string, List<AuthProperty>> _properties;

    /// <summary>A context; the name says which property identifies the peer, null for a peer that is not authenticated.</summary>
    public AuthContext(string? peerIdentityPropertyName, Dictionary<string, List<AuthProperty>> properties)
    {
        ArgumentNullException.ThrowIfNull(properties);
        PeerIdentityPropertyName = peerIdentityPropertyName;
        _properties = properties;
    }

    /// <summary>Whether the peer proved who it is.</summary>
    public bool IsPeerAuthenticated => PeerIdentityPropertyName is not null;

    /// <summary>The property that identifies the peer; null for a peer that is not authenticated.</summary>
    public string? PeerIdentityPropertyName { get; }

    /// <summary>The properties that identify the peer; none for a peer that is not authenticated.</summary>
    public IEnumerable<AuthProperty> PeerIdentity =>
        PeerIdentityPropertyName is null ? [] : _properties[PeerIdentityPropertyName];

    /// <summary>All properties.</summary>
    public IEnumerable<AuthProperty> Properties => _properties.Values.SelectMany(values => values);

    /// <summary>The properties of a name; none when there is none.</summary>
    public IEnumerable<AuthProperty> FindPropertiesByName(string propertyName) =>
        _properties.TryGetValue(propertyName, out var found) ? found : [];
}
