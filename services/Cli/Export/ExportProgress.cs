using Spectre.Console;

namespace Referrals.Cli.Export;

/// <summary>Two progress bars, one after the other, on the error stream of somebody who watches.</summary>
internal static class ExportProgress
{
    public static Task<T> ShowAsync<T>(IAnsiConsole? console, string first, string second, long total, Func<Action<long>, Action<long>, Task<T>> work)
    {
        if (console is null || !console.Profile.Capabilities.Interactive)
            return work(_ => { }, _ => { });
        return console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(context =>
            {
                var again = context.AddTask(first, maxValue: total, autoStart: false);
                var on = context.AddTask(second, maxValue: total, autoStart: false);
                return work(done => Show(again, done), done => Show(on, done));
            });
    }

    private static void Show(ProgressTask task, long done)
    {
        if (!task.IsStarted)
            task.StartTask();
        task.Value = done;
    }
}
