using Google.Protobuf;
using Referrals.Contracts.Json;

namespace Referrals.Cli.Documents;

/// <summary>Messages in their JSON form: enum values without their type's prefix, and on output also fields that are not set.</summary>
internal static class Document
{
    private static readonly JsonForm Form = new() { Defaults = true };

    /// <exception cref="DocumentException">The text is not such a message; names every field that is wrong, and no value.</exception>
    public static T Read<T>(string json, string name)
        where T : class, IMessage<T>, new()
    {
        var reading = ReferralJson.Parse<T>(json);
        return reading.IsValid
            ? reading.Message
            : throw new DocumentException(
                $"{name} is not valid; nothing was sent",
                [.. reading.Violations.Select(violation => new FieldProblem(violation.Field.Length > 0 ? violation.Field : "(document)", $"{violation.Description} [{violation.Reason}]"))]);
    }

    /// <summary>On one line.</summary>
    public static string Write(IMessage message) => ReferralJson.Format(message, Form);

    /// <summary>Indented, without what is not set.</summary>
    public static string WriteReadable(IMessage message) => ReferralJson.Format(message, JsonForm.Readable);
}
