namespace Referrals.Platform.Commands;

/// <summary>A value, or the refusal that stands in its place.</summary>
public readonly struct Result<T>
{
    private readonly T? value;

    private Result(T? value, Refusal? refusal)
    {
        this.value = value;
        Refusal = refusal;
    }

    public Refusal? Refusal { get; }

    public bool IsRefused => Refusal is not null;

    /// <summary>The value; a bug throws where there is none.</summary>
    public T Value => IsRefused ? throw new InvalidOperationException($"refused: {Refusal!.Reason}") : value!;

    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(Refusal refusal) => new(default, refusal);

    /// <summary>The value, or the refusal as the exception that becomes the caller's status.</summary>
    public T OrThrow() => IsRefused ? throw new RefusedException(Refusal!) : value!;
}
