using System.Text.Json;
using Referrals.Common.V1;
using Referrals.Platform.Outbox;

namespace Referrals.Intake.Storage;

/// <summary>The column that holds what each member agency of a joint team may read.</summary>
public static class MemberLimits
{
    private static readonly Dictionary<string, Tlp> None = [];

    public static string Write(IReadOnlyDictionary<string, Tlp> limits) => JsonSerializer.Serialize(limits, EventJson.Options);

    public static IReadOnlyDictionary<string, Tlp> Read(string? column) =>
        column is null ? None : JsonSerializer.Deserialize<Dictionary<string, Tlp>>(column, EventJson.Options)!;
}
