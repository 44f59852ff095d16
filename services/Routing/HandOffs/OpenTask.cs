using System.Text.Json;
using Referrals.Common.V1;
using Referrals.Platform.Outbox;

namespace Referrals.Routing.HandOffs;

/// <summary>A task that keeps a hand-off open, and when it is due.</summary>
internal sealed record OpenTask(OutstandingTask Task, DateTimeOffset DueAt)
{
    public static IReadOnlyList<OpenTask> Read(string json) => JsonSerializer.Deserialize<List<OpenTask>>(json, EventJson.Options) ?? [];

    public static string Write(IReadOnlyList<OpenTask> tasks) => JsonSerializer.Serialize(tasks, EventJson.Options);
}
