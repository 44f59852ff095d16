using Google.Protobuf;

namespace Referrals.Cli.Json;

/// <summary>The JSON form of a message, on one line, with fields that are not set.</summary>
internal static class MessageWriter
{
    private static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default.WithFormatDefaultValues(true));

    public static string Write(IMessage message) => Formatter.Format(message);
}
