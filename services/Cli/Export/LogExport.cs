using System.Text;
using Grpc.Core;
using Referrals.Audit.V1;
using Referrals.Cli.Connect;
using Referrals.TransparencyLog.Bundles;
using Spectre.Console;

namespace Referrals.Cli.Export;

/// <summary>The whole log, as far as its newest checkpoint goes. It may be broken off at any time and begun again.</summary>
internal static class LogExport
{
    private const int Patience = 8;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Exports into a directory; how many leaves there are then, and how many there were before.</summary>
    public static async Task<(long Size, long Before)> RunAsync(AuditService.AuditServiceClient audit, string directory, IAnsiConsole? console, CancellationToken cancellationToken)
    {
        var (checkpoint, head) = await LogHeads.ReadAsync(audit, cancellationToken);
        try
        {
            return await ExportProgress.ShowAsync(console, "Reading again", "Exporting", checkpoint.TreeSize, async (again, exported) =>
            {
                var writer = LogDirectoryWriter.Open(directory, again, cancellationToken);
                var before = writer.Size;
                if (before > checkpoint.TreeSize)
                    throw new ExportException($"{directory} holds {before} leaves, and the log's newest checkpoint is of {checkpoint.TreeSize}: the log was rolled back, or they are of two logs");
                await AppendAsync(audit, writer, checkpoint.TreeSize, exported, cancellationToken);
                writer.Finish(head);
                return (writer.Size, before);
            });
        }
        catch (InvalidDataException exception)
        {
            throw new ExportException(exception.Message);
        }
    }

    private static async Task AppendAsync(AuditService.AuditServiceClient audit, LogDirectoryWriter writer, long size, Action<long> exported, CancellationToken cancellationToken)
    {
        for (var failures = 0; writer.Size < size;)
        {
            var from = writer.Size;
            try
            {
                await StreamAsync(audit, writer, size, exported, cancellationToken);
            }
            catch (RpcException exception) when (CallRetries.IsOutage(exception, cancellationToken) && (writer.Size > from || failures < Patience))
            {
                failures = writer.Size > from ? 0 : failures + 1;
                await Task.Delay(Pause, cancellationToken);
            }
        }
    }

    private static async Task StreamAsync(AuditService.AuditServiceClient audit, LogDirectoryWriter writer, long size, Action<long> exported, CancellationToken cancellationToken)
    {
        using var call = audit.Export(new ExportRequest { FromIndex = writer.Size, TreeSize = size }, cancellationToken: cancellationToken);
        await foreach (var message in call.ResponseStream.ReadAllAsync(cancellationToken))
        {
            if (message.ItemCase != ExportResponse.ItemOneofCase.Records)
                continue;
            if (message.Records.FirstIndex != writer.Size)
                throw new ExportException($"leaf {writer.Size} was to come, and leaf {message.Records.FirstIndex} did");
            foreach (var leaf in message.Records.LeavesJson)
                writer.Append(Encoding.UTF8.GetBytes(leaf));
            exported(writer.Size);
        }

        if (writer.Size < size)
            throw new ExportException($"the exchange ended its export at leaf {writer.Size} of {size}");
    }
}
