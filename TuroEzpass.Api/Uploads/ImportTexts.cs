using TuroEzpass.Contracts;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Uploads;

namespace TuroEzpass.Api.Uploads;

/// <summary>Converts uploads and the ledger's imports to the API's contracts.</summary>
internal static class ImportTexts
{
    public static Import Of(Upload upload) => new()
    {
        Id = upload.Id,
        Kind = upload.Kind is { } kind ? Enum.Parse<ImportKind>(kind.ToString()) : null,
        Status = Enum.Parse<ImportStatus>(upload.Status.ToString()),
        File = upload.File,
        At = upload.At,
        By = upload.By,
        Vehicle = upload.Vehicle,
        Rows = upload.Rows,
        Stage = upload.Stage,
        StageDone = upload.StageDone,
        StageTotal = upload.StageTotal,
        Error = upload.Error,
        NeedsColumns = upload.NeedsColumns,
        NeedsVehicle = upload.NeedsVehicle,
    };

    public static Import Of(Projected<ImportItem> known) => Of(known.Value, known.ETag);

    private static Import Of(ImportItem item, string etag) => new()
    {
        Id = item.Id,
        ETag = etag,
        WithdrawnAt = item.WithdrawnAt,
        WithdrawnBy = item.WithdrawnBy,
        Kind = KindOf(item),
        Status = ImportStatus.Done,
        File = item.File,
        At = item.At,
        By = item.By,
        Layout = item.Layout.Length == 0 ? null : item.Layout,
        Rows = item.Rows,
        Outcomes = item.Outcomes,
    };

    public static ImportKind KindOf(ImportItem item) => Enum.Parse<ImportKind>(item.Kind, ignoreCase: true);
}
