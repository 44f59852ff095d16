using System.Text.Json;
using System.Text.Json.Nodes;
using Grpc.Core;
using Referrals.Cli.Connect;
using Referrals.Cli.Documents;
using Referrals.Cli.Export;
using Referrals.Cli.Replay.Reading;
using Referrals.Cli.Replay.Running;

namespace Referrals.Cli.Errors;

/// <summary>Says on the error stream why a command failed: lines for people, or one JSON object.</summary>
internal static class ErrorPrinter
{
    /// <summary>The error that an exception stands for; null for a bug, which is not swallowed.</summary>
    public static CallError? Describe(Exception exception) => exception switch
    {
        RpcException refused => CallError.Of(refused),
        ExchangeUnreachableException => new CallError("UNAVAILABLE", "", exception.Message, ExitCode.Unreachable),
        NoCredentialException => new CallError("UNAUTHENTICATED", "NO_CREDENTIAL", exception.Message, ExitCode.NotPermitted),
        DocumentException document => new CallError("INVALID_ARGUMENT", "", exception.Message, ExitCode.Usage) { Fields = document.Problems },
        ScenarioException or UnknownScenarioException or UsageException => new CallError("INVALID_ARGUMENT", "", exception.Message, ExitCode.Usage),
        ExportException => new CallError("DATA_LOSS", "", exception.Message, ExitCode.Refused),
        ReplayException => new CallError("FAILED_PRECONDITION", "", exception.Message, ExitCode.Refused),
        _ => null,
    };

    public static void Print(CallError error, TextWriter output, bool json)
    {
        if (json)
        {
            output.WriteLine(Json(error).ToJsonString(JsonOptions));
            return;
        }

        output.WriteLine(error.Reason is "" || error.Reason == error.Code ? $"{error.Code}: {error.Text}" : $"{error.Code} ({error.Reason}): {error.Text}");
        foreach (var field in error.Fields)
            output.WriteLine($"  {field.Field}: {field.Rule}");
        foreach (var (key, value) in error.Metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            output.WriteLine($"  {key} = {value}");
        if (error.RetryAfter is { } delay)
            output.WriteLine($"  try again in {Math.Ceiling(delay.TotalSeconds)} s");
    }

    private static readonly JsonSerializerOptions JsonOptions = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static JsonObject Json(CallError error) => new()
    {
        ["error"] = new JsonObject
        {
            ["code"] = error.Code,
            ["reason"] = error.Reason,
            ["message"] = error.Text,
            ["fields"] = new JsonArray([.. error.Fields.Select(field => new JsonObject { ["field"] = field.Field, ["rule"] = field.Rule })]),
            ["metadata"] = new JsonObject(error.Metadata.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)JsonValue.Create(pair.Value)))),
            ["retryAfterSeconds"] = error.RetryAfter?.TotalSeconds,
        },
    };
}
