using Grpc.Core;

namespace Referrals.Platform.Commands;

/// <summary>An expected "no": its status, a reason for programs, a text for people, and the fields that it is about.</summary>
public sealed record Refusal(StatusCode Code, string Reason, string Text)
{
    public IReadOnlyList<FieldError> Fields { get; init; } = [];

    /// <summary>Ids and codes that tell more, such as who holds a claim until when.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>When it is worth trying again.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the refusal is itself a record in the log: somebody asked for what is not theirs.</summary>
    public bool IsDenial { get; init; }

    public static Refusal Invalid(string field, string description, string reason = "INVALID") => Invalid([new FieldError(field, description, reason)]);

    public static Refusal Invalid(IReadOnlyList<FieldError> fields) =>
        new(StatusCode.InvalidArgument, "INVALID_ARGUMENT", Summary(fields)) { Fields = fields };

    /// <summary>It does not exist, as far as this caller may know. Names the kind of thing and never the id.</summary>
    public static Refusal NotFound(string kind) => new(StatusCode.NotFound, "NOT_FOUND", $"there is no such {kind}, or it is not yours to see");

    /// <summary>As <see cref="NotFound"/>, to somebody who asked for another's: the same answer, and a record in the log.</summary>
    public static Refusal Denied(string kind) => NotFound(kind) with { IsDenial = true };

    public static Refusal FailedPrecondition(string reason, string text) => new(StatusCode.FailedPrecondition, reason, text);

    public static Refusal AlreadyExists(string reason, string text) => new(StatusCode.AlreadyExists, reason, text);

    public static Refusal Aborted(string reason, string text) => new(StatusCode.Aborted, reason, text);

    public static Refusal PermissionDenied(string text) => new(StatusCode.PermissionDenied, "PERMISSION_DENIED", text) { IsDenial = true };

    public static Refusal Exhausted(string reason, string text, TimeSpan retryAfter) => new(StatusCode.ResourceExhausted, reason, text) { RetryAfter = retryAfter };

    private static string Summary(IReadOnlyList<FieldError> fields) => fields.Count switch
    {
        0 => "the request is not valid",
        1 => $"{fields[0].Field}: {fields[0].Description}",
        _ => $"{fields[0].Field}: {fields[0].Description} (and {fields.Count - 1} more)",
    };
}
