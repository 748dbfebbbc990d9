//! Everything that can be tested without a window, through the doors that people use.

#![allow(missing_docs)]

mod agreement;
mod archive;
mod attach;
mod canary;
mod cli;
mod crash;
mod damaged;
mod desk;
mod exports;
mod files;
mod guide;
mod help;
mod hostile;
mod imports;
mod labels;
mod moments;
mod paper;
mod pictures;
mod places;
mod practice;
