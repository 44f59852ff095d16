using Referrals.Common.V1;
using Referrals.Matching.NormaliseIdentifiers;

namespace Referrals.Matching.ReadFeatures;

/// <summary>Which identifiers are taken first where there are too many: those that may carry a link, and last what one report names by the thousand.</summary>
internal static class IdentifierOrder
{
    private static readonly IdentifierType[] Types =
    [
        IdentifierType.Account, IdentifierType.Email, IdentifierType.Phone, IdentifierType.DeviceId, IdentifierType.PaymentHandle, IdentifierType.Document, IdentifierType.PriorReportId,
        IdentifierType.ProfileUrl, IdentifierType.ScreenName, IdentifierType.GroupId, IdentifierType.DisplayName, IdentifierType.Url, IdentifierType.Ip, IdentifierType.FileHash,
    ];

    /// <summary>Whether one report may name thousands of the kind: pages, addresses of the network and files.</summary>
    public static bool IsInBulk(NormalisedIdentifier identifier) => identifier.Type is IdentifierType.Url or IdentifierType.Ip or IdentifierType.FileHash;

    /// <summary>In that order, and in the sender's within a type.</summary>
    public static IEnumerable<NormalisedIdentifier> Order(IEnumerable<NormalisedIdentifier> identifiers) => identifiers.OrderBy(identifier => Array.IndexOf(Types, identifier.Type));
}
