using Spectre.Console;

namespace Referrals.Cli.Sending;

/// <summary>A progress bar over many submissions, on the error stream.</summary>
internal static class SubmissionProgress
{
    public static Task ShowAsync(IAnsiConsole console, int total, Func<Action, Task> send)
    {
        if (!console.Profile.Capabilities.Interactive)
            return send(() => { });
        return console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                var task = context.AddTask("Submitting", maxValue: total);
                await send(() => task.Increment(1));
            });
    }
}
