using Google.Protobuf;
using Microsoft.AspNetCore.Mvc;

namespace Referrals.Console.SignIn.Accounts;

/// <summary>What a browser is to be asked for, as the page's script takes it.</summary>
internal static class PasskeyOptions
{
    /// <param name="optionsJson">As Web Authentication has it.</param>
    /// <param name="state">What comes back with the browser's answer.</param>
    public static ContentResult Answer(string optionsJson, ByteString state) =>
        new() { Content = $$"""{"options":{{optionsJson}},"state":"{{state.ToBase64()}}"}""", ContentType = "application/json" };

    /// <summary>A state that came back; empty for what is none.</summary>
    public static ByteString ReadState(string? state)
    {
        var bytes = new byte[(state?.Length ?? 0) * 3 / 4 + 3];
        return Convert.TryFromBase64String(state ?? "", bytes, out var count) ? ByteString.CopyFrom(bytes, 0, count) : ByteString.Empty;
    }
}
