using System.Diagnostics;

namespace Grpc.Core;

/// <summary>How a call ended: a code and a text for people.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public readonly struct Status
{
    /// <summary><see cref="StatusCode.OK"/> without a text.</summary>
    public static readonly Status DefaultSuccess = new(StatusCode.OK, "");

    /// <summary><see cref="StatusCode.Cancelled"/> without a text.</summary>
    public static readonly Status DefaultCancelled = new(StatusCode.Cancelled, "");

    /// <summary>A status with a code and a text.</summary>
    public Status(StatusCode statusCode, string detail)
        : this(statusCode, detail, null)
    {
    }

    /// <summary>A status that also keeps the local exception behind it.</summary>
    public Status(StatusCode statusCode, string detail, Exception? debugException)
    {
        StatusCode = statusCode;
        Detail = detail;
        DebugException = debugException;
    }

    /// <summary>The code.</summary>
    public StatusCode StatusCode { get; }

    /// <summary>The text that travels with the code.</summary>
    public string Detail { get; }

    /// <summary>The local cause; never crosses the wire.</summary>
    public Exception? DebugException { get; }

    /// <inheritdoc/>
    public override string ToString()
    {
        var cause = DebugException is null ? "" : $", DebugException=\"{DebugException.GetType()}: {DebugException.Message}\"";
        return $"Status(StatusCode=\"{StatusCode}\", Detail=\"{Detail}\"{cause})";
    }
}
