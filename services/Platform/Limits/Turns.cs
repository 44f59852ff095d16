namespace Referrals.Platform.Limits;

/// <summary>
/// Whose call runs next. Every caller has a line of its own. Whoever keeps few calls under way runs each at once; whoever keeps many
/// has the process to itself while nobody else is there, and shares a few turns with others of its kind, one after the other, while
/// somebody is: a call cannot be interrupted, so that one which comes stands behind what runs already. Such a turn is given on only when
/// it has rested for some times as long as its call ran: what a call leaves others to do takes the processor after it has ended.
/// </summary>
internal sealed class Turns(LimitOptions limits, TimeProvider time)
{
    private readonly TimeProvider time = time;
    // A caller that sends a call now and then stays present, and one that sent many stays known for it.
    private static readonly TimeSpan Present = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestRest = TimeSpan.FromMilliseconds(250);
    private const int ManyLines = 256;
    private readonly Lock changing = new();
    private readonly Dictionary<string, Line> lines = [];
    private readonly LinkedList<Line> waiting = [];

    /// <summary>Waits for the caller's turn, which is disposed when the call ends; null when its line is full.</summary>
    /// <param name="caller">Whose line it is.</param>
    /// <param name="fewCalls">How many under way are few for such a caller.</param>
    /// <param name="longestLine">How many wait in the line at most.</param>
    /// <param name="cancellationToken">Leaves the line.</param>
    public ValueTask<IDisposable?> TakeAsync(string caller, int fewCalls, int longestLine, CancellationToken cancellationToken)
    {
        Waiter waiter;
        lock (changing)
        {
            var line = LineOf(caller);
            (line.FewCalls, line.SeenAt) = (fewCalls, time.GetTimestamp());
            if (line.Running + line.Waiters.Count >= line.FewCalls)
                line.HeavyAt = line.SeenAt;
            if (line.Waiters.Count == 0 && MayRun(line, Look()))
                return new ValueTask<IDisposable?>(Run(line));
            if (line.Waiters.Count >= longestLine)
                return default;
            waiter = new Waiter(this, line);
            line.Waiters.AddLast(waiter.Place);
            if (line.Waiters.Count == 1)
                waiting.AddLast(line);
        }

        waiter.LeaveWith(cancellationToken);
        return new ValueTask<IDisposable?>(waiter.Task);
    }

    private bool MayRun(Line line, Others others)
    {
        if (line.Running >= limits.ConcurrentCalls)
            return false;
        return !IsHeavy(line) || others.Light == 0 || others.HeavyCalls < limits.SharedCalls;
    }

    private bool IsHeavy(Line line) => line.HeavyAt is { } at && time.GetElapsedTime(at) < Present;

    /// <summary>Who is there, looked at once however many wait.</summary>
    private Others Look()
    {
        var others = default(Others);
        foreach (var line in lines.Values)
        {
            if (IsHeavy(line))
                others.HeavyCalls += line.Running;
            else if (line.Running > 0 || time.GetElapsedTime(line.SeenAt) < Present)
                others.Light++;
        }

        return others;
    }

    private Turn Run(Line line)
    {
        line.Running++;
        return new Turn(this, line);
    }

    private void End(Line line, TimeSpan ran)
    {
        TimeSpan rest;
        lock (changing)
        {
            rest = IsHeavy(line) && Look().Light > 0 ? ran * limits.SharedRest : TimeSpan.Zero;
            if (rest == TimeSpan.Zero)
                GiveOn(line);
        }

        if (rest > TimeSpan.Zero)
            _ = RestAsync(line, rest < LongestRest ? rest : LongestRest);
    }

    private async Task RestAsync(Line line, TimeSpan rest)
    {
        await Task.Delay(rest, time).ConfigureAwait(false);
        lock (changing)
            GiveOn(line);
    }

    private void GiveOn(Line line)
    {
        line.Running--;
        if (waiting.Count > 0)
            Serve();
    }

    private void Leave(Waiter waiter, Line line)
    {
        lock (changing)
        {
            // Whoever was about to be served has left its line already.
            if (waiter.Place.List is null)
                return;
            line.Waiters.Remove(waiter.Place);
            if (line.Waiters.Count == 0)
                waiting.Remove(line);
        }
    }

    /// <summary>One of each line that may run, and again until none does.</summary>
    private void Serve()
    {
        var others = Look();
        for (var (next, passed) = (waiting.First, 0); next is not null && passed < waiting.Count; next = waiting.First)
        {
            var line = next.Value;
            waiting.RemoveFirst();
            var served = MayRun(line, others) && ServeOne(line);
            if (line.Waiters.Count > 0)
                waiting.AddLast(next);
            if (served)
                others = Look();
            passed = served ? 0 : passed + 1;
        }
    }

    private bool ServeOne(Line line)
    {
        while (line.Waiters.First is { } first)
        {
            line.Waiters.RemoveFirst();
            var turn = Run(line);
            if (first.Value.Serve(turn))
            {
                // It keeps as many under way as it may: that is known of it for as long as it does.
                if (line.Running + line.Waiters.Count > line.FewCalls)
                    line.HeavyAt = time.GetTimestamp();
                return true;
            }

            line.Running--;
        }

        return false;
    }

    private Line LineOf(string caller)
    {
        if (lines.TryGetValue(caller, out var line))
            return line;
        if (lines.Count >= ManyLines)
        {
            foreach (var (gone, _) in lines.Where(entry => entry.Value is { Running: 0, Waiters.Count: 0 } idle && time.GetElapsedTime(idle.SeenAt) >= Present).ToList())
                lines.Remove(gone);
        }

        return lines[caller] = new Line();
    }

    private struct Others
    {
        /// <summary>Callers that are there and keep few calls under way.</summary>
        public int Light;

        /// <summary>Calls that run of those who keep many.</summary>
        public int HeavyCalls;
    }

    private sealed class Waiter
    {
        private readonly TaskCompletionSource<IDisposable?> source = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Turns turns;
        private readonly Line line;
        private CancellationTokenRegistration leaving;

        public Waiter(Turns turns, Line line)
        {
            (this.turns, this.line) = (turns, line);
            Place = new LinkedListNode<Waiter>(this);
        }

        /// <summary>In its line, as long as it stands there: whoever leaves takes nothing up any more.</summary>
        public LinkedListNode<Waiter> Place { get; }

        public Task<IDisposable?> Task => source.Task;

        public void LeaveWith(CancellationToken cancellationToken)
        {
            leaving = cancellationToken.UnsafeRegister(
                (_, token) =>
                {
                    if (source.TrySetCanceled(token))
                        turns.Leave(this, line);
                },
                null);
            if (source.Task.IsCompleted)
                leaving.Unregister();
        }

        public bool Serve(Turn turn)
        {
            leaving.Unregister();
            return source.TrySetResult(turn);
        }
    }

    private sealed class Line
    {
        public int FewCalls { get; set; }

        public int Running { get; set; }

        public long SeenAt { get; set; }

        public long? HeavyAt { get; set; }

        public LinkedList<Waiter> Waiters { get; } = [];
    }

    private sealed class Turn(Turns turns, Line line) : IDisposable
    {
        private readonly long begun = turns.time.GetTimestamp();
        private Line? line = line;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref line, null) is { } ended)
                turns.End(ended, turns.time.GetElapsedTime(begun));
        }
    }
}
