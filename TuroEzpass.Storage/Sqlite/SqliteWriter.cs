using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace TuroEzpass.Storage.Sqlite;

/// <summary>This process's only writing thread. Writes that are waiting are committed together: a commit costs one
/// disk flush regardless of its size, so concurrent callers share it. Each call still completes only after
/// its change is on disk.</summary>
internal sealed class SqliteWriter : IDisposable
{
    private const int MaxJobs = 4000;
    private const int MaxBytes = 8 * 1024 * 1024;

    private readonly BlockingCollection<Job> waiting = [];
    private readonly SqliteSession session;
    private readonly string file;
    private readonly Thread thread;

    public SqliteWriter(SqliteSession session, string file)
    {
        (this.session, this.file) = (session, file);
        thread = new Thread(Work) { IsBackground = true, Name = "SQLite writer" };
        thread.Start();
    }

    /// <summary>Runs the work in a transaction, alone or together with other waiting work. It may run again if
    /// the shared transaction was rolled back, so it must only use the session.</summary>
    /// <param name="work">The statements and their result.</param>
    /// <param name="bytes">The approximate size of what it writes, to limit the size of transactions.</param>
    /// <param name="cancellation">Cancels the work before it starts.</param>
    public Task<T> Run<T>(Func<SqliteSession, T> work, int bytes, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested) return Task.FromCanceled<T>(cancellation);
        var job = new Job<T>(work, bytes, cancellation);
        try
        {
            waiting.Add(job, CancellationToken.None);
        }
        catch (InvalidOperationException)
        {
            return Task.FromException<T>(new ObjectDisposedException(nameof(SqliteDatabase)));
        }
        return job.Task;
    }

    public void Dispose()
    {
        waiting.CompleteAdding();
        thread.Join();
        waiting.Dispose();
        session.Dispose();
    }

    private void Work()
    {
        var jobs = new List<Job>();
        foreach (var first in waiting.GetConsumingEnumerable())
        {
            jobs.Clear();
            Take(first);
            var bytes = first.Bytes;
            while (jobs.Count < MaxJobs && bytes < MaxBytes && waiting.TryTake(out var next))
            {
                Take(next);
                bytes += next.Bytes;
            }
            if (jobs.Count == 0 || TryCommit(jobs) is not { } error) continue;
            if (jobs.Count == 1)
            {
                jobs[0].Fail(error);
                continue;
            }
            // One of them, or all together, failed: each gets its own transaction and its own result.
            foreach (var job in jobs)
                if (TryCommit([job]) is { } own) job.Fail(own);
        }

        void Take(Job job)
        {
            if (!job.Cancelled()) jobs.Add(job);
        }
    }

    /// <summary>Commits the jobs and completes their tasks, or rolls them back and returns the error.</summary>
    private Exception? TryCommit(List<Job> jobs)
    {
        try
        {
            session.Execute("BEGIN IMMEDIATE");
            foreach (var job in jobs) job.Run(session);
            session.Execute("COMMIT");
        }
        catch (Exception error)
        {
            // Any exception must reach the caller, and not end the thread that all others depend on.
            SqliteSession.RollBack(session.Connection);
            return error is SqliteException fault ? SqliteFaults.Translate(fault, file) : error;
        }
        foreach (var job in jobs) job.Succeed();
        return null;
    }

    private abstract class Job(int bytes)
    {
        public int Bytes => bytes;

        public abstract bool Cancelled();

        public abstract void Run(SqliteSession session);

        public abstract void Succeed();

        public abstract void Fail(Exception error);
    }

    private sealed class Job<T>(Func<SqliteSession, T> work, int bytes, CancellationToken cancellation) : Job(bytes)
    {
        private readonly TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? result;

        public Task<T> Task => done.Task;

        public override bool Cancelled() => cancellation.IsCancellationRequested && done.TrySetCanceled(cancellation);

        public override void Run(SqliteSession session) => result = work(session);

        public override void Succeed() => done.SetResult(result!);

        public override void Fail(Exception error) => done.SetException(error);
    }
}
