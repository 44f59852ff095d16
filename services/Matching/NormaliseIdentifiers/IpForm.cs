using System.Net;
using System.Net.Sockets;
using Google.Protobuf.WellKnownTypes;
using Referrals.Common.V1;

namespace Referrals.Matching.NormaliseIdentifiers;

/// <summary>Addresses of the network: IPv4 whole, IPv6 by its /64, which is what a subscriber has. Private ones name nobody.</summary>
internal static class IpForm
{
    private const int PrefixBytes = 8;
    private const int NanosPerSecond = 1_000_000_000;
    private static readonly long Earliest = DateTimeOffset.MinValue.ToUnixTimeSeconds();
    private static readonly long Latest = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    public static IdentifierReading Read(Identifier identifier)
    {
        var text = PlainText.Clean(identifier.Value).Trim('[', ']');
        if (Placeholders.Has(text))
            return new IdentifierReading(null, IdentifierReading.Placeholder);

        // The parser also takes `7` and `0x7f.1`, which nobody means.
        if (!IPAddress.TryParse(text, out var address) || (address.AddressFamily == AddressFamily.InterNetwork && text.Count(character => character == '.') != 3))
            return new IdentifierReading(null, IdentifierReading.Malformed);
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (!IsPublic(address))
            return new IdentifierReading(null, IdentifierReading.NotPublic);
        return new IdentifierReading(
            new NormalisedIdentifier(IdentifierType.Ip, Canonical(address), address.ToString()) { At = TimeOf(identifier.At), Port = identifier.Port }, "");
    }

    /// <summary>A time between the years 1 and 9999; what is none is not known.</summary>
    private static DateTimeOffset? TimeOf(Timestamp? at) =>
        at is not null && at.Seconds >= Earliest && at.Seconds <= Latest && at.Nanos is >= 0 and < NanosPerSecond ? at.ToDateTimeOffset() : null;

    private static string Canonical(IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetwork)
            return address.ToString();
        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, PrefixBytes, bytes.Length - PrefixBytes);
        return $"{new IPAddress(bytes)}/64";
    }

    private static bool IsPublic(IPAddress address)
    {
        if (IPAddress.IsLoopback(address) || address.IsIPv6LinkLocal || address.IsIPv6UniqueLocal || address.IsIPv6Multicast)
            return false;
        return address.GetAddressBytes() switch
        {
            [0 or 10 or 127, _, _, _] or [192, 168, _, _] or [169, 254, _, _] or [>= 224, _, _, _] => false,
            [172, >= 16 and <= 31, _, _] => false,
            _ => true,
        };
    }

    /// <summary>Whether a carrier shares it among customers (RFC 6598).</summary>
    public static bool IsShared(NormalisedIdentifier identifier) =>
        IPAddress.TryParse(identifier.Canonical, out var address) && address.GetAddressBytes() is [100, >= 64 and <= 127, _, _];
}
