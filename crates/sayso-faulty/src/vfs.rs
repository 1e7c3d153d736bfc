//! The functions that SQLite calls. A file of ours is followed in memory by the file of the usual
//! file system that it stands for.

use crate::{Failure, State};
use rusqlite::ffi;
use std::collections::HashMap;
use std::ffi::{CString, c_int, c_void};

/// Of each open file (by its address) what undoes the writes since its last sync, oldest first.
pub type Unsynced = HashMap<usize, Vec<Undo>>;

/// What undoes one write.
pub struct Undo {
    offset: i64,
    bytes: Vec<u8>,
    size: i64,
}

/// A copy of the usual file system's table with our own `xOpen`.
#[repr(C)]
struct Vfs {
    table: ffi::sqlite3_vfs,
    usual: *mut ffi::sqlite3_vfs,
    state: &'static State,
}

#[repr(C)]
struct File {
    base: ffi::sqlite3_file,
    state: &'static State,
}

static METHODS: ffi::sqlite3_io_methods = ffi::sqlite3_io_methods {
    iVersion: 2,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(file_size),
    xLock: Some(lock),
    xUnlock: Some(unlock),
    xCheckReservedLock: Some(check_reserved_lock),
    xFileControl: Some(file_control),
    xSectorSize: Some(sector_size),
    xDeviceCharacteristics: Some(device_characteristics),
    xShmMap: Some(shm_map),
    xShmLock: Some(shm_lock),
    xShmBarrier: Some(shm_barrier),
    xShmUnmap: Some(shm_unmap),
    xFetch: None,
    xUnfetch: None,
};

/// Makes a file system known to SQLite. It is never taken back, so nothing of it is ever freed.
pub fn register(name: &str, state: &'static State) {
    let name = CString::new(name).expect("a name holds no zero").into_raw();
    // SAFETY: SQLite starts itself here if it has not yet; the usual file system lives for ever.
    let usual = unsafe { ffi::sqlite3_vfs_find(std::ptr::null()) };
    assert!(!usual.is_null(), "SQLite has a file system");
    // SAFETY: `usual` is valid (see above), and the table is plain data.
    let mut table = unsafe { *usual };
    table.zName = name;
    table.pNext = std::ptr::null_mut();
    table.szOsFile += size_of::<File>() as c_int;
    table.xOpen = Some(open);
    let vfs = Box::leak(Box::new(Vfs { table, usual, state }));
    // SAFETY: `vfs` is leaked, so it outlives SQLite's use of it.
    let done = unsafe { ffi::sqlite3_vfs_register(&raw mut vfs.table, 0) };
    assert_eq!(done, ffi::SQLITE_OK);
}

/// The file that one of ours stands for.
fn usual(file: *mut ffi::sqlite3_file) -> *mut ffi::sqlite3_file {
    file.cast::<u8>().wrapping_add(size_of::<File>()).cast()
}

fn state(file: *mut ffi::sqlite3_file) -> &'static State {
    // SAFETY: SQLite hands us only files that `open` has made.
    unsafe { (*file.cast::<File>()).state }
}

unsafe extern "C" fn open(
    vfs: *mut ffi::sqlite3_vfs,
    name: ffi::sqlite3_filename,
    file: *mut ffi::sqlite3_file,
    flags: c_int,
    out: *mut c_int,
) -> c_int {
    // SAFETY: `vfs` is the table at the head of a `Vfs`; `file` has room for ours and the usual one
    // (`szOsFile`), and nothing in it is set yet.
    unsafe {
        let ours = &*vfs.cast::<Vfs>();
        file.write_bytes(0, 1);
        let done = (*ours.usual).xOpen.expect("it opens files")(ours.usual, name, usual(file), flags, out);
        if !(*usual(file)).pMethods.is_null() {
            file.cast::<File>().write(File { base: ffi::sqlite3_file { pMethods: &METHODS }, state: ours.state });
        }
        done
    }
}

/// Functions that only hand on.
macro_rules! hand_on {
    ($($ours:ident $theirs:ident ($($arg:ident: $kind:ty),*) $(-> $back:ty)?;)*) => {
        $(unsafe extern "C" fn $ours(file: *mut ffi::sqlite3_file $(, $arg: $kind)*) $(-> $back)? {
            let file = usual(file);
            // SAFETY: the usual file is open for as long as ours is, and takes what SQLite gave us.
            unsafe { (*(*file).pMethods).$theirs.expect("a file of SQLite's can do this")(file $(, $arg)*) }
        })*
    };
}

hand_on! {
    read xRead(to: *mut c_void, amount: c_int, offset: i64) -> c_int;
    plain_write xWrite(from: *const c_void, amount: c_int, offset: i64) -> c_int;
    plain_truncate xTruncate(size: i64) -> c_int;
    plain_sync xSync(flags: c_int) -> c_int;
    plain_close xClose() -> c_int;
    file_size xFileSize(size: *mut i64) -> c_int;
    lock xLock(level: c_int) -> c_int;
    unlock xUnlock(level: c_int) -> c_int;
    check_reserved_lock xCheckReservedLock(out: *mut c_int) -> c_int;
    file_control xFileControl(what: c_int, with: *mut c_void) -> c_int;
    sector_size xSectorSize() -> c_int;
    device_characteristics xDeviceCharacteristics() -> c_int;
    shm_map xShmMap(region: c_int, size: c_int, extend: c_int, out: *mut *mut c_void) -> c_int;
    shm_lock xShmLock(offset: c_int, n: c_int, flags: c_int) -> c_int;
    shm_barrier xShmBarrier();
    shm_unmap xShmUnmap(delete: c_int) -> c_int;
}

unsafe extern "C" fn close(file: *mut ffi::sqlite3_file) -> c_int {
    state(file).unsynced.lock().expect("nothing panics here").remove(&(file as usize));
    // SAFETY: as SQLite called us.
    unsafe { plain_close(file) }
}

unsafe extern "C" fn write(file: *mut ffi::sqlite3_file, from: *const c_void, amount: c_int, offset: i64) -> c_int {
    let failure = state(file).step();
    // SAFETY: as SQLite called us; half of the bytes are among them.
    unsafe {
        match failure {
            None => {
                remember(file, offset, i64::from(amount));
                plain_write(file, from, amount, offset)
            }
            Some(Failure::Torn) => {
                plain_write(file, from, amount / 2, offset);
                ffi::SQLITE_IOERR_WRITE
            }
            Some(how) => failed(file, how, ffi::SQLITE_IOERR_WRITE),
        }
    }
}

unsafe extern "C" fn truncate(file: *mut ffi::sqlite3_file, size: i64) -> c_int {
    let failure = state(file).step();
    // SAFETY: as SQLite called us.
    unsafe {
        match failure {
            None => {
                remember(file, size, i64::MAX);
                plain_truncate(file, size)
            }
            Some(how) => failed(file, how, ffi::SQLITE_IOERR_TRUNCATE),
        }
    }
}

unsafe extern "C" fn sync(file: *mut ffi::sqlite3_file, flags: c_int) -> c_int {
    let failure = state(file).step();
    // SAFETY: as SQLite called us.
    unsafe {
        match failure {
            None => {
                state(file).unsynced.lock().expect("nothing panics here").remove(&(file as usize));
                plain_sync(file, flags)
            }
            Some(how) => failed(file, how, ffi::SQLITE_IOERR_FSYNC),
        }
    }
}

/// What a step that failed gives back.
fn failed(file: *mut ffi::sqlite3_file, how: Failure, code: c_int) -> c_int {
    match how {
        Failure::Full => ffi::SQLITE_FULL,
        Failure::PowerCut => {
            lose_unsynced(state(file));
            code
        }
        Failure::Error | Failure::Torn => code,
    }
}

/// Keeps what undoes a change of `amount` bytes from `offset` on.
///
/// # Safety
/// `file` is an open file of ours.
unsafe fn remember(file: *mut ffi::sqlite3_file, offset: i64, amount: i64) {
    let mut size = 0;
    // SAFETY: the caller's promise; the bytes read fit the room made for them.
    let bytes = unsafe {
        file_size(file, &raw mut size);
        let mut bytes = vec![0u8; amount.min(size - offset).max(0) as usize];
        read(file, bytes.as_mut_ptr().cast(), bytes.len() as c_int, offset);
        bytes
    };
    let mut unsynced = state(file).unsynced.lock().expect("nothing panics here");
    unsynced.entry(file as usize).or_default().push(Undo { offset, bytes, size });
}

/// Every open file becomes what it was when it was last synced.
fn lose_unsynced(state: &State) {
    for (file, undo) in state.unsynced.lock().expect("nothing panics here").drain() {
        let file = file as *mut ffi::sqlite3_file;
        for u in undo.iter().rev() {
            // SAFETY: a file leaves the map when it is closed, so this one is open.
            unsafe {
                plain_write(file, u.bytes.as_ptr().cast(), u.bytes.len() as c_int, u.offset);
                plain_truncate(file, u.size);
            }
        }
    }
}
