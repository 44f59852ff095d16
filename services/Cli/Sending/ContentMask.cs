using System.CommandLine;
using Google.Protobuf.WellKnownTypes;
using Referrals.Cli.CommandLine;
using Referrals.Cli.Documents;
using Referrals.Intake.V1;
using Spectre.Console;

namespace Referrals.Cli.Sending;

/// <summary>Content is read and printed only when it is asked for in so many words.</summary>
internal static class ContentMask
{
    private static readonly string[] Usual = ["facts", "status", "consents"];
    private static readonly string[] Content = ["content", "supplements", "information_requests"];

    public static Option<bool> Option { get; } = Options.Flag("--content", "Also read and print the content. Each reading is recorded in the log, with your name for it");

    public static FieldMask For(Invocation run)
    {
        var mask = new FieldMask();
        mask.Paths.AddRange(Usual);
        if (run.Get(Option))
            mask.Paths.AddRange(Content);

        // Only a program keeps them, to verify what the log committed to.
        if (run.Get(Option) && run.Json)
            mask.Paths.Add("salts");
        return mask;
    }

    public static void Write(IAnsiConsole console, SubmittedReferral referral)
    {
        if (referral.Content is { } content)
            console.Profile.Out.Writer.WriteLine(Document.WriteReadable(content));
        foreach (var supplement in referral.Supplements)
            console.Profile.Out.Writer.WriteLine(Document.WriteReadable(supplement));
        foreach (var request in referral.InformationRequests)
            console.Profile.Out.Writer.WriteLine(Document.WriteReadable(request));
    }
}
