namespace Grpc.Core;

/// <summary>Outcome of a call, with the numbers of the gRPC protocol.</summary>
public enum StatusCode
{
    /// <summary>Done.</summary>
    OK = 0,

    /// <summary>The caller gave up.</summary>
    Cancelled = 1,

    /// <summary>An error nobody classified.</summary>
    Unknown = 2,

    /// <summary>The request is wrong whatever the state of the system.</summary>
    InvalidArgument = 3,

    /// <summary>The time was up; the work may have been done all the same.</summary>
    DeadlineExceeded = 4,

    /// <summary>What was asked for does not exist.</summary>
    NotFound = 5,

    /// <summary>What was to be created exists.</summary>
    AlreadyExists = 6,

    /// <summary>The caller is known and may not do this.</summary>
    PermissionDenied = 7,

    /// <summary>A quota, a size or a store is exhausted.</summary>
    ResourceExhausted = 8,

    /// <summary>The system is not in the state that the operation needs; retrying does not help.</summary>
    FailedPrecondition = 9,

    /// <summary>Lost against a concurrent change; retry the whole sequence.</summary>
    Aborted = 10,

    /// <summary>Past the valid range, which the state of the system decides.</summary>
    OutOfRange = 11,

    /// <summary>The service has no such method.</summary>
    Unimplemented = 12,

    /// <summary>An invariant is broken.</summary>
    Internal = 13,

    /// <summary>The service cannot be reached now; retry after a pause.</summary>
    Unavailable = 14,

    /// <summary>Stored data is lost or corrupt.</summary>
    DataLoss = 15,

    /// <summary>The caller is not known.</summary>
    Unauthenticated = 16,
}
