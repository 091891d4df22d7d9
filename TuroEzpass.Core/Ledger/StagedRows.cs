using System.Globalization;
using System.Text.Json;
using TuroEzpass.Core.Reports;
using TuroEzpass.Core.Statements;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Core.Ledger;

/// <summary>A statement's row, staged before its import is committed.</summary>
/// <param name="Line">Physical line.</param>
/// <param name="Kind">Toll, payment, fee …</param>
/// <param name="Device">The tag or plate.</param>
/// <param name="At">Local time with offset.</param>
/// <param name="Cents">Signed cost to the host.</param>
/// <param name="TransactionId">The agency's id.</param>
/// <param name="Fault">The reason if it can't be read.</param>
internal sealed record RowItem(int Line, string Kind, string? Device, string At, long? Cents, string? TransactionId, RowFault? Fault);

/// <summary>Stages rows and compares the staged rows with the originals.</summary>
internal static class StagedRows
{
    private const int RowsBetweenReports = 1000;

    /// <summary>The rows of a statement, in their own partition. Rows of an import that was not committed are ignored.</summary>
    private static IEnumerable<RecordWrite> Of(OwnerId owner, Statement statement, IProgress<LedgerProgress>? progress)
    {
        for (var index = 0; index < statement.Rows.Count; index++)
        {
            if (index % RowsBetweenReports == 0)
                progress?.Report(new LedgerProgress(LedgerStage.Storing, index, statement.Rows.Count));
            yield return new RecordWrite(new RecordKey(owner.Partition($"ROW#{statement.Sha256}"), Sort(index)), Bytes(statement.Rows[index]));
        }
    }

    /// <summary>Stages the rows of a statement, replacing those of an earlier attempt.</summary>
    public static async Task StageAsync(IRecordStore store, OwnerId owner, Statement statement, IProgress<LedgerProgress>? progress, CancellationToken cancellation)
    {
        await store.PutAllAsync(Of(owner, statement, progress), cancellation).ConfigureAwait(false);
        var beyond = new RecordQuery(RecordSource.Partition, owner.Partition($"ROW#{statement.Sha256}")) { Range = SortRange.AtLeast(Sort(statement.Rows.Count)) };
        await foreach (var item in store.ReadAllAsync(beyond, cancellation).ConfigureAwait(false))
            await store.DeleteAsync(item.Key, item.Version, cancellation).ConfigureAwait(false);
    }

    /// <summary>The differences between the staged rows and the originals.</summary>
    public static async Task<IReadOnlyList<string>> CompareAsync(IRecordStore store, OwnerId owner, LedgerState state, CancellationToken cancellation)
    {
        var problems = new List<string>();
        foreach (var statement in state.Reconciliation.Statements)
        {
            var index = 0;
            var query = new RecordQuery(RecordSource.Partition, owner.Partition($"ROW#{statement.Sha256}")) { Limit = 1000 };
            await foreach (var item in store.ReadAllAsync(query, cancellation).ConfigureAwait(false))
            {
                if (index >= statement.Rows.Count || !item.Body.Span.SequenceEqual(Bytes(statement.Rows[index])))
                    problems.Add($"row {index + 1} of {statement.FileName} is staged differently from its original");
                index++;
            }

            if (index < statement.Rows.Count)
                problems.Add($"{statement.Rows.Count - index} rows of {statement.FileName} are not staged");
        }

        return problems;
    }

    private static string Sort(int index) => index.ToString("D8", CultureInfo.InvariantCulture);

    private static byte[] Bytes(in StatementRow row) => JsonSerializer.SerializeToUtf8Bytes(
        new RowItem(
            row.Line, RowKinds.NameOf(row.Kind), row.Identifier is { } identifier ? ProjectedItems.Device(identifier) : null, RowTexts.TransactionAt(row), row.Amount?.Cents,
            row.TransactionId.IsEmpty ? null : row.TransactionId.ToString(), row.Unreadable),
        ProjectedItems.Json);
}
