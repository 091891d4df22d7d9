namespace TuroEzpass.Tests.Storage;

public sealed class SqliteRecordStoreTests : RecordStoreContract<LocalEngine>;

public sealed class SqliteRecordQueryTests : RecordQueryContract<LocalEngine>;

public sealed class SqliteWorkQueueTests : WorkQueueContract<LocalEngine>;

public sealed class FileProofStoreTests : ProofStoreContract<LocalEngine>;

public sealed class FileCredentialStoreTests : CredentialStoreContract<LocalEngine>;
